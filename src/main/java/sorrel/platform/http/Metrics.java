package sorrel.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** The figures of this process, for Prometheus to collect. */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  /** Starts with the figures of the JVM and the process. */
  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
  }

  /** Where a context registers its own counters, gauges and timers. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All figures in Prometheus' text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  /** The timers of one endpoint, by status. */
  HttpTimer http(String method, String template) {
    return new HttpTimer(method, template);
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }

  /** Times answers of one endpoint; keeps the meters found, because looking them up is slow. */
  final class HttpTimer {
    private final String method;
    private final String template;
    private final ConcurrentHashMap<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    private HttpTimer(String method, String template) {
      this.method = method;
      this.template = template;
    }

    void record(int status, long nanos) {
      byStatus
          .computeIfAbsent(
              status,
              code ->
                  Timer.builder("http.server.requests")
                      .description("Time from a request's headers to the start of its answer")
                      .tags("method", method, "path", template, "status", Integer.toString(code))
                      .serviceLevelObjectives(
                          Duration.ofMillis(1),
                          Duration.ofMillis(5),
                          Duration.ofMillis(10),
                          Duration.ofMillis(50),
                          Duration.ofMillis(100),
                          Duration.ofMillis(500),
                          Duration.ofSeconds(1),
                          Duration.ofSeconds(5))
                      .register(registry))
          .record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }
  }
}
