/** A node is cut off from the others, but not from the database. Start reading at Partition. */
package sorrel.loadtest.partition;
