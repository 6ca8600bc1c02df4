package sorrel.training.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far threads give way to the others of the machine: 0 not at all, {@value #MAX} most.
 *
 * <p>On Linux each thread has a niceness of its own, which the threads that it starts inherit and
 * which it cannot put off again. So a library's threads are started from a thread made for that,
 * and never from one of Java's that may also start threads which answer. Elsewhere niceness is the
 * whole process's, and nothing is done.
 *
 * <p>Beside the share of the processor that niceness takes, such a thread asks for it in long
 * turns: whoever asks for a shorter turn, as all others do, need not wait for the end of one that
 * has begun (<a href="https://docs.kernel.org/scheduler/sched-eevdf.html">EEVDF</a>, from Linux
 * 6.12 on; before that turns cannot be asked for).
 */
final class Niceness {
  static final int MAX = 19;

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  /** The longest that Linux grants. */
  private static final long TURN_NANOS = 100_000_000;

  private Niceness() {}

  /**
   * Calls something that starts threads, which then give way; waits for what it returns, and throws
   * what it throws.
   */
  static <T> T ofThreadsOf(int niceness, Supplier<T> start) {
    if (niceness == 0) {
      return start.get();
    }
    try {
      return CompletableFuture.supplyAsync(
              start,
              task ->
                  Thread.ofPlatform()
                      .name("training")
                      .daemon()
                      .start(
                          () -> {
                            take(niceness);
                            task.run();
                          }))
          .join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** From now on the calling thread, and those that it starts, give way. */
  static void take(int niceness) {
    if (niceness > 0 && Call.NUMBER > 0 && !Call.set(niceness)) {
      LOG.warn("The system refuses niceness {}; training takes as much as answering", niceness);
    }
  }

  /** {@code sched_setattr(2)}, looked up once. C libraries have no function for it yet. */
  private static final class Call {
    /** Zero where it is not known. */
    static final long NUMBER =
        switch (System.getProperty("os.name").toLowerCase(Locale.ROOT)
            + " "
            + System.getProperty("os.arch")) {
          case "linux amd64" -> 314;
          case "linux aarch64" -> 274;
          default -> 0;
        };

    /** {@code struct sched_attr} as it was at first; the policy 0 is that of ordinary threads. */
    private static final StructLayout ATTRIBUTES =
        MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("size"),
            ValueLayout.JAVA_INT.withName("policy"),
            ValueLayout.JAVA_LONG.withName("flags"),
            ValueLayout.JAVA_INT.withName("nice"),
            ValueLayout.JAVA_INT.withName("priority"),
            ValueLayout.JAVA_LONG.withName("runtime"),
            ValueLayout.JAVA_LONG.withName("deadline"),
            ValueLayout.JAVA_LONG.withName("period"));

    private static final MethodHandle SYSCALL = find();

    private Call() {}

    @SuppressWarnings("restricted") // The launcher's flags allow native access.
    private static MethodHandle find() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(1));
    }

    static boolean set(int niceness) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment attributes = arena.allocate(ATTRIBUTES);
        attributes.set(ValueLayout.JAVA_INT, offset("size"), (int) ATTRIBUTES.byteSize());
        attributes.set(ValueLayout.JAVA_INT, offset("nice"), niceness);
        attributes.set(ValueLayout.JAVA_LONG, offset("runtime"), TURN_NANOS);
        // The thread 0 is the one that calls.
        return (long) SYSCALL.invokeExact(NUMBER, 0, attributes, 0) == 0;
      } catch (Throwable e) {
        throw new IllegalStateException("sched_setattr", e);
      }
    }

    private static long offset(String field) {
      return ATTRIBUTES.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }
  }
}
