/**
 * A small set of drawn pictures, so that everything can be tried without any.
 *
 * <p>Owns drawing and zipping; does not own the demonstration itself, which is a command. Start
 * reading at {@link sorrel.cli.demo.ShapePictures}.
 */
package sorrel.cli.demo;
