package sorrel.task.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Caller;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.platform.http.ServerEvent;
import sorrel.platform.http.Watched;
import sorrel.task.LiveFeed;

/** {@code /events}. */
public final class EventRoutes implements Endpoint.Resource {
  private static final String WATCH = "watch";

  private final LiveFeed live;
  private final Map<String, Watched> watched;

  /**
   * Tells of what happens.
   *
   * @param watched what is told only to those who ask for it
   */
  public EventRoutes(LiveFeed live, List<Watched> watched) {
    this.live = live;
    this.watched = watched.stream().collect(Collectors.toMap(Watched::name, Function.identity()));
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(Access.ACCOUNT, "/api/v1/events").query(WATCH).async(this::events));
  }

  private CompletionStage<Reply> events(Call call) {
    Caller caller = call.caller();
    Source<ServerEvent, NotUsed> events =
        live.of(caller.account()).map(event -> ServerEvent.of(event.name(), new Raw(event.json())));
    for (Watched each : asked(call)) {
      events = events.merge(each.changes(caller));
    }
    return CompletableFuture.completedStage(Reply.events(events));
  }

  private List<Watched> asked(Call call) {
    Set<String> names =
        call.query().text(WATCH).stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .collect(Collectors.toSet());
    new Checks()
        .that(
            watched.keySet().containsAll(names),
            "?" + WATCH,
            "must be some of %s, with commas between them"
                .formatted(String.join(", ", new TreeSet<>(watched.keySet()))))
        .orThrow();
    List<Watched> asked = names.stream().map(watched::get).toList();
    if (!call.caller().administrator()
        && asked.stream().anyMatch(each -> each.access() == Access.ADMINISTRATOR)) {
      throw HttpProblems.FORBIDDEN
          .because("Only an administrator of this server may follow that.")
          .asException();
    }
    return asked;
  }

  /** A document that is JSON already. */
  record Raw(@JsonValue @JsonRawValue String json) {}
}
