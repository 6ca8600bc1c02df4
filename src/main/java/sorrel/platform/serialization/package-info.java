/**
 * How objects become bytes: JSON for HTTP, tables and the journal, CBOR between nodes.
 *
 * <p>Owns the one JSON mapper, the JSON of the kernel's words and of sealed types, and the stable
 * names of journaled events. Does not own the events: each context lists its own. Start reading at
 * {@link sorrel.platform.serialization.Json} and {@link sorrel.platform.serialization.EventNames}.
 */
package sorrel.platform.serialization;
