/**
 * What people read in a terminal: amounts in words, tables, progress that redraws itself.
 *
 * <p>Owns text alone; knows neither commands nor the server. Start reading at {@link
 * sorrel.cli.text.LiveText}.
 */
package sorrel.cli.text;
