/** What a registered network is, and what is said and found out about one. */
package sorrel.backbone.domain;
