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
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far threads give way to those of the same process: 0 not at all, {@value #MAX} most.
 *
 * <p>On Linux each thread has a niceness of its own, which the threads that it starts inherit and
 * which it cannot put off again. Java's pools start threads from whichever thread hands them work;
 * so what gives way is done on threads made for it, which hand nothing to the pools that answer.
 * Elsewhere niceness is the whole process's, and nothing is done.
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
   * Begins work on a thread of its own that gives way so far, as do those that it starts. It has
   * the name of the caller's.
   */
  static <T> CompletableFuture<T> begin(int niceness, Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        work,
        task ->
            Thread.ofPlatform()
                .name(Thread.currentThread().getName())
                .daemon()
                .start(givingWay(niceness, task)));
  }

  /** Makes threads that give way so far, called by the name and a number. */
  static ThreadFactory threads(int niceness, String name) {
    ThreadFactory plain = Thread.ofPlatform().name(name + "-", 1).daemon().factory();
    return work -> plain.newThread(givingWay(niceness, work));
  }

  private static Runnable givingWay(int niceness, Runnable work) {
    return () -> {
      take(niceness);
      work.run();
    };
  }

  /** Does work so, waits for what it returns, and throws what it throws. */
  static <T> T giveWay(int niceness, Supplier<T> work) {
    return niceness == 0 ? work.get() : result(begin(niceness, work));
  }

  /** Waits for work that was begun, and throws what it throws. */
  static <T> T result(CompletableFuture<T> begun) {
    try {
      return begun.join();
    } catch (CompletionException failure) {
      switch (failure.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw failure;
      }
    }
  }

  private static void take(int niceness) {
    if (niceness > 0 && Calls.SET_ATTRIBUTES > 0 && !Calls.set(niceness)) {
      LOG.warn("The system refuses niceness {}; training takes as much as answering", niceness);
    }
  }

  /** The system's calls, looked up once. */
  private static final class Calls {
    /**
     * The number of {@code sched_setattr(2)}, for which few C libraries have a function; zero where
     * it is not known.
     */
    static final long SET_ATTRIBUTES =
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

    private static final MethodHandle SYSCALL =
        find(
            "syscall",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(1));

    private static final MethodHandle GETPRIORITY =
        find(
            "getpriority",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    /** What {@code getpriority(2)} is asked about, with 0: the thread that calls. */
    private static final int PRIO_PROCESS = 0;

    private Calls() {}

    @SuppressWarnings("restricted") // The launcher's flags allow native access.
    private static MethodHandle find(
        String name, FunctionDescriptor signature, Linker.Option... options) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
    }

    static boolean set(int niceness) {
      try (Arena arena = Arena.ofConfined()) {
        // The whole process may have been told to give way, as by systemd's Nice=.
        int own = (int) GETPRIORITY.invokeExact(PRIO_PROCESS, 0);
        MemorySegment attributes = arena.allocate(ATTRIBUTES);
        attributes.set(ValueLayout.JAVA_INT, offset("size"), (int) ATTRIBUTES.byteSize());
        attributes.set(ValueLayout.JAVA_INT, offset("nice"), Math.min(MAX, own + niceness));
        attributes.set(ValueLayout.JAVA_LONG, offset("runtime"), TURN_NANOS);
        return (long) SYSCALL.invokeExact(SET_ATTRIBUTES, 0, attributes, 0) == 0;
      } catch (Throwable e) {
        throw new IllegalStateException("sched_setattr", e);
      }
    }

    private static long offset(String field) {
      return ATTRIBUTES.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }
  }
}
