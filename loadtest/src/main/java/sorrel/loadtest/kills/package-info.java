/** Nodes are killed while work is under way. Start reading at Kills. */
package sorrel.loadtest.kills;
