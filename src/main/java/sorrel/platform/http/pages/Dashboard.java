package sorrel.platform.http.pages;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;

/**
 * The pages that people use in a browser: one document at each of their addresses, which finds out
 * itself what to show, and the files that it loads. A program that was built without them shows the
 * description of the API instead.
 */
public final class Dashboard implements Endpoint.Resource {
  private static final String PAGE = "index.html";

  /** Addresses at which the pages show something; the document is the same at all of them. */
  private static final List<String> ADDRESSES =
      List.of(
          "/",
          "/sign-in",
          "/sign-up",
          "/models",
          "/models/{page*}",
          "/m/{page*}",
          "/activity",
          "/tokens",
          "/runners",
          "/admin",
          "/admin/people");

  /** Names in there hold a hash of the content, so that a file never changes under its name. */
  private static final String IMMUTABLE = "_app/immutable/";

  private final Optional<Built> built;

  /** The pages, and what they may do. */
  private record Built(WebFiles files, PagePolicy policy) {}

  private Dashboard(Optional<WebFiles> files) {
    built =
        files.map(
            all -> {
              byte[] page = all.find(PAGE).orElseThrow().plain();
              return new Built(all, PagePolicy.of(new String(page, StandardCharsets.UTF_8)));
            });
  }

  /** The pages in the folder {@code /dashboard} of the class path, if there are any. */
  public static Dashboard ofClassPath() {
    Optional<URL> page = Optional.ofNullable(Dashboard.class.getResource("/dashboard/" + PAGE));
    return new Dashboard(page.map(WebFiles::beside));
  }

  /** Pages that were read before. */
  static Dashboard of(WebFiles files) {
    return new Dashboard(Optional.of(files));
  }

  /** None. */
  static Dashboard none() {
    return new Dashboard(Optional.empty());
  }

  @Override
  public List<Endpoint> endpoints() {
    return built
        .map(Dashboard::endpoints)
        .orElseGet(
            () -> List.of(Endpoint.get(Access.EVERYONE, "/").async(_ -> done(description()))));
  }

  private static Reply description() {
    return Reply.empty().withStatus(303).with("Location", "/api/docs");
  }

  private static List<Endpoint> endpoints(Built built) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String address : ADDRESSES) {
      endpoints.add(endpoint(address, call -> file(built, PAGE, call)));
    }
    for (String name : built.files().atTheTop()) {
      if (!name.equals(PAGE)) {
        endpoints.add(endpoint("/" + name, call -> file(built, name, call)));
      }
    }
    for (String folder : built.files().folders()) {
      endpoints.add(
          endpoint(
              "/" + folder + "/{file*}",
              call -> file(built, folder + "/" + call.path("file"), call)));
    }
    return endpoints;
  }

  /** What is shown at an address. */
  private interface Shown {
    Reply to(Call call);
  }

  private static Endpoint endpoint(String address, Shown shown) {
    return Endpoint.get(Access.EVERYONE, address).anyQuery().async(call -> done(shown.to(call)));
  }

  private static Reply file(Built built, String name, Call call) {
    return built
        .files()
        .find(name)
        .map(file -> built.policy().on(file.reply(call).with("Cache-Control", keeping(name))))
        .orElseGet(
            () -> Reply.problem(HttpProblems.NOT_FOUND.because("The pages have no such file.")));
  }

  /** What may change is asked for each time, and sent again only if it did. */
  private static String keeping(String name) {
    return name.startsWith(IMMUTABLE) ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private static CompletionStage<Reply> done(Reply reply) {
    return CompletableFuture.completedStage(reply);
  }
}
