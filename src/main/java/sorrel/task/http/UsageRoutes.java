package sorrel.task.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.task.Usage;
import sorrel.task.domain.AccountUsage;

/** {@code /usage}: how often the caller's models were asked. */
public final class UsageRoutes implements Endpoint.Resource {
  private static final String BY = "by";

  /** What use can be shown by. */
  enum By {
    DAY
  }

  private final Usage usage;

  public UsageRoutes(Usage usage) {
    this.usage = usage;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(Access.ACCOUNT, "/api/v1/usage").query(BY).blocking(this::show));
  }

  /** Days by model, newest first. */
  record UsageJson(String by, List<DayJson> items, Optional<String> next) {}

  /** A model's day; without one, of all models together that were asked least. */
  record DayJson(Instant start, Optional<ModelId> model, long answered, long unknown, long failed) {
    static DayJson of(AccountUsage day) {
      return new DayJson(day.start(), day.model(), day.answered(), day.unknown(), day.failed());
    }
  }

  private Reply show(Call call) {
    By _ = call.query().oneOf(BY, By.class).orElse(By.DAY);
    return Reply.ok(
        new UsageJson(
            "day",
            usage.of(call.caller().account()).stream().map(DayJson::of).toList(),
            Optional.empty()));
  }
}
