package sorrel.platform.http;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer a JSON Pointer into the body ({@code /classes/0/label}), or {@code ?name} for a
 *     query parameter
 * @param detail what is wrong and what is expected, for a person
 */
public record FieldError(String pointer, String detail) {}
