/**
 * Heads: what turns a network's features into classes, how sure it is, and whether it knows the
 * picture at all, also by its look. And what heads tell of pictures: which are taken for another
 * class, probably in the wrong one, or nearly the same. Pure arithmetic; closed forms wherever
 * there is one, so that a class is added or a picture taken away in moments.
 *
 * <p>Owns heads, tables of features and what is solved from them; does not own networks or
 * pictures. Start reading at {@link sorrel.head.domain.Head} and {@link
 * sorrel.head.domain.HeadMaker}.
 */
package sorrel.head.domain;
