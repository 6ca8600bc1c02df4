/**
 * The dashboard's pages: files that the build made, read once and served from memory.
 *
 * <p>Owns how files for browsers are sent: compressed, kept, and with what they may run. Knows none
 * of the pages' content. Start reading at {@link sorrel.platform.http.pages.Dashboard}.
 */
package sorrel.platform.http.pages;
