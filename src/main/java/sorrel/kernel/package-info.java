/**
 * Words that all contexts share: ids, fractions, hashes, splits and the shape of a decision.
 *
 * <p>Owns values without behaviour that belongs to one context, and the removal of a folder, which
 * the platform and the command line both need; depends on the JDK only. Start reading at {@link
 * sorrel.kernel.Decision} and {@link sorrel.kernel.Id}.
 */
package sorrel.kernel;
