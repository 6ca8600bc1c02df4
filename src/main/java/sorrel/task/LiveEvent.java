package sorrel.task;

import sorrel.kernel.AccountId;
import sorrel.platform.serialization.CborMessage;

/**
 * Something that a page shows at once; lost events are made good by the next, or by reading.
 *
 * @param account who may see it
 * @param name what it is about: {@code task}, {@code run}, {@code model} or {@code progress}
 * @param json the document to show
 */
public record LiveEvent(AccountId account, String name, String json) implements CborMessage {}
