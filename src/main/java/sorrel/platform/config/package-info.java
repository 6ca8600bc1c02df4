/**
 * Settings: typed, with units, read once at the start.
 *
 * <p>Owns the keys under {@code sorrel}, where they may come from, and the configuration of Akka
 * that follows from them. Does not own what a setting means to its context. Start reading at {@link
 * sorrel.platform.config.Settings}; the keys are in {@code sorrel-defaults.conf}.
 */
package sorrel.platform.config;
