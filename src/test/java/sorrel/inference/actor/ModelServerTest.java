package sorrel.inference.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.inference.domain.Predictor;
import sorrel.kernel.ModelId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Samples;
import sorrel.model.domain.Scenario;
import sorrel.model.domain.Version;

/** Networks load and batches end when a test says so. */
final class ModelServerTest implements ModelServer.Source {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration RELOAD_AFTER = Duration.ofSeconds(2);
  private static final int QUEUE_MAX = 5;
  private static final int BATCH_MAX = 3;

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final BlockingQueue<CompletableFuture<Optional<Version>>> questions =
      new LinkedBlockingQueue<>();
  private final BlockingQueue<Load> loads = new LinkedBlockingQueue<>();
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final BlockingQueue<Runnable> withoutThread = new LinkedBlockingQueue<>();
  private volatile boolean lacksThreads;
  private volatile boolean refuses;
  private final TestProbe<Answer> caller = kit.createTestProbe();
  private final TestProbe<ClusterSharding.ShardCommand> shard = kit.createTestProbe();
  private final Observed observed = new Observed();
  private final ActorRef<ServerMessage> server = server();

  /** What the server said of itself. */
  private static final class Observed implements ServerObserver {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    void until(String words, int times) throws InterruptedException {
      for (int heard = 0; heard < times; ) {
        heard += ModelServerTest.next(said).equals(words) ? 1 : 0;
      }
    }

    @Override
    public void asked(boolean inMemory) {
      said.add("asked, in memory: " + inMemory);
    }

    @Override
    public void loaded(long bytes, boolean pinned) {
      said.add("holds " + bytes + (pinned ? ", pinned" : ""));
    }

    @Override
    public void wanted(Optional<Version> version) {
      said.add("wanted " + version.map(Version::number).orElse(0));
    }

    @Override
    public void went(Went went) {
      // Its figures are measured, and tell a test nothing.
    }

    @Override
    public void near(ActorRef<ReplicaHost.Message> host) {
      said.add("asked often by " + host.path().name());
    }

    @Override
    public void gone() {
      said.add("gone");
    }
  }

  private record Load(
      Version version, Optional<ModelServer.InUse> inUse, CompletableFuture<Predictor> network) {}

  private record Batch(
      Predictor predictor, List<byte[]> pictures, CompletableFuture<List<Judgement>> end) {
    void ends() {
      end.complete(Collections.nCopies(pictures.size(), new Judgement(new float[2], 1)));
    }
  }

  @Test
  void who_asks_often_is_passed_on() throws Exception {
    ActorRef<ReplicaHost.Message> host = kit.<ReplicaHost.Message>createTestProbe("host").ref();
    server.tell(new ServerMessage.Near(host));

    assertThat(observed.said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo("asked often by " + host.path().name());
  }

  @Test
  void a_lone_request_runs_at_once() throws Exception {
    Network network = serving(1);
    classify(7);

    Batch batch = next(batches);
    assertThat(batch.predictor()).isSameAs(network);
    assertThat(batch.pictures()).containsExactly(new byte[] {7});
    batch.end().complete(List.of(new Judgement(new float[] {0.25f, 0.75f}, 0.5f)));
    Answer.Probabilities answer = caller.expectMessageClass(Answer.Probabilities.class);
    assertThat(answer.version()).isEqualTo(1);
    assertThat(answer.probabilities()).containsExactly(0.25f, 0.75f);
    assertThat(answer.familiarity()).isEqualTo(0.5f);
  }

  @Test
  void a_new_head_on_the_same_network_leaves_the_network_open() throws Exception {
    Network old = serving(1);
    old.shared = "one network";
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    Load load = next(loads);
    assertThat(load.inUse().orElseThrow().predictor()).isSameAs(old);
    Network same = new Network();
    same.shared = "one network";
    load.network().complete(same);

    classify(7);
    assertThat(next(batches).predictor()).isSameAs(same);
    assertThat(old.closed()).isFalse();
  }

  @Test
  void requests_that_come_while_a_batch_runs_share_the_next() throws Exception {
    serving(1);
    classify(0);
    Batch lone = next(batches);
    List.of(1, 2, 3, 4).forEach(this::classify);
    lone.ends();

    Batch full = next(batches);
    assertThat(full.pictures()).hasSize(BATCH_MAX);
    full.ends();
    Batch rest = next(batches);
    assertThat(rest.pictures()).containsExactly(new byte[] {4});
    rest.ends();
    expectAnswers(5);
  }

  @Test
  void requests_that_come_while_a_batch_waits_for_a_thread_join_it() throws Exception {
    serving(1);
    lacksThreads = true;
    classify(0);
    Runnable waiting = next(withoutThread);
    classify(1);
    classify(2);
    observed.until("asked, in memory: true", 3);
    Thread.startVirtualThread(waiting);

    Batch all = next(batches);
    assertThat(all.pictures()).containsExactly(new byte[] {0}, new byte[] {1}, new byte[] {2});
    all.ends();
    expectAnswers(3);
    assertThat(withoutThread).isEmpty();
  }

  @Test
  void a_batch_that_waits_for_a_thread_is_judged_by_the_version_of_then() throws Exception {
    serving(1);
    lacksThreads = true;
    classify(0);
    Runnable waiting = next(withoutThread);
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    next(loads).network().complete(new Network());
    observed.until("holds 7", 2);
    Thread.startVirtualThread(waiting);

    next(batches).ends();
    assertThat(caller.expectMessageClass(Answer.Probabilities.class).version()).isEqualTo(2);
  }

  @Test
  void what_waits_for_a_thread_is_refused_where_nothing_serves_any_more() throws Exception {
    serving(1);
    lacksThreads = true;
    classify(0);
    Runnable waiting = next(withoutThread);
    server.tell(new ServerMessage.Use(Optional.empty()));
    caller.expectMessage(new Answer.NothingServes());
    waiting.run();

    assertThat(batches).isEmpty();
    caller.expectNoMessage(Duration.ofMillis(100));
  }

  @Test
  void requests_that_come_before_the_network_is_there_wait_for_it() throws Exception {
    classify(0);
    CompletableFuture<Optional<Version>> question = next(questions);
    question.complete(Optional.of(version(1)));
    Load load = next(loads);
    classify(1);
    load.network().complete(new Network());

    Batch both = next(batches);
    assertThat(both.pictures()).hasSize(2);
    both.ends();
    expectAnswers(2);
  }

  @Test
  void a_full_queue_is_an_answer() throws Exception {
    serving(1);
    classify(0);
    Batch running = next(batches);
    for (int i = 0; i < QUEUE_MAX; i++) {
      classify(i);
    }
    classify(9);
    caller.expectMessage(new Answer.Busy());

    running.ends();
    next(batches).ends();
    next(batches).ends();
    expectAnswers(1 + QUEUE_MAX);
  }

  @Test
  void without_a_version_nothing_serves() throws Exception {
    classify(0);
    next(questions).complete(Optional.empty());
    caller.expectMessage(new Answer.NothingServes());
    classify(1);
    caller.expectMessage(new Answer.NothingServes());

    server.tell(new ServerMessage.Use(Optional.of(version(1))));
    Load load = next(loads);
    classify(2);
    load.network().complete(new Network());
    next(batches).ends();
    expectAnswers(1);
  }

  @Test
  void a_new_version_takes_over_between_two_batches_and_no_request_is_lost() throws Exception {
    Network old = serving(1);
    classify(0);
    Batch running = next(batches);
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    Load load = next(loads);
    classify(1);
    Network fresh = new Network();
    load.network().complete(fresh);
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    classify(2);

    caller.expectNoMessage(Duration.ofMillis(100));
    assertThat(old.closed()).isFalse();
    running.ends();
    assertThat(caller.expectMessageClass(Answer.Probabilities.class).version()).isEqualTo(1);
    Batch after = next(batches);
    assertThat(after.predictor()).isSameAs(fresh);
    assertThat(old.closed()).isTrue();
    after.ends();
    for (int i = 0; i < 2; i++) {
      assertThat(caller.expectMessageClass(Answer.Probabilities.class).version()).isEqualTo(2);
    }
    assertThat(fresh.closed()).isFalse();
    assertThat(loads).isEmpty();
  }

  @Test
  void the_old_version_answers_while_the_new_one_is_loaded_or_cannot_be() throws Exception {
    Network old = serving(1);
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    Load load = next(loads);
    classify(0);
    Batch meanwhile = next(batches);
    assertThat(meanwhile.predictor()).isSameAs(old);
    meanwhile.ends();
    load.network().completeExceptionally(new IllegalStateException("out of memory"));
    expectAnswers(1);

    classify(1);
    next(batches).ends();
    expectAnswers(1);
    Load again = afterPause(loads);
    assertThat(again.version().number()).isEqualTo(2);
    again.network().complete(new Network());
    awaitClosed(old);
  }

  @Test
  void the_newest_wish_counts_when_several_come_while_one_is_loaded() throws Exception {
    serving(1);
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    Load second = next(loads);
    server.tell(new ServerMessage.Use(Optional.of(version(3))));
    Network skipped = new Network();
    second.network().complete(skipped);

    Load third = next(loads);
    assertThat(third.version().number()).isEqualTo(3);
    third.network().complete(new Network());
    awaitClosed(skipped);
  }

  @Test
  void an_answer_to_the_first_question_does_not_undo_a_newer_wish() throws Exception {
    CompletableFuture<Optional<Version>> question = next(questions);
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    Load load = next(loads);
    question.complete(Optional.of(version(1)));
    load.network().complete(new Network());
    classify(0);

    next(batches).ends();
    assertThat(caller.expectMessageClass(Answer.Probabilities.class).version()).isEqualTo(2);
    assertThat(loads).isEmpty();
  }

  @Test
  void a_network_that_cannot_be_loaded_is_tried_again() throws Exception {
    classify(0);
    next(questions).complete(Optional.of(version(1)));
    next(loads).network().completeExceptionally(new IllegalStateException("damaged"));
    caller.expectMessage(new Answer.Broken());

    classify(1);
    afterPause(loads).network().complete(new Network());
    next(batches).ends();
    expectAnswers(1);
  }

  @Test
  void a_model_that_cannot_be_asked_is_asked_again() throws Exception {
    classify(0);
    next(questions).completeExceptionally(new IllegalStateException("no answer"));
    caller.expectMessage(new Answer.Broken());

    afterPause(questions).complete(Optional.of(version(1)));
    next(loads).network().complete(new Network());
    classify(1);
    next(batches).ends();
    expectAnswers(1);
  }

  @Test
  void a_batch_that_fails_breaks_its_requests_only() throws Exception {
    serving(1);
    classify(0);
    Batch running = next(batches);
    classify(1);
    running.end().completeExceptionally(new IllegalStateException("out of memory"));

    caller.expectMessage(new Answer.Broken());
    next(batches).ends();
    expectAnswers(1);
  }

  @Test
  void work_that_cannot_even_be_begun_breaks_its_requests_only() throws Exception {
    serving(1);
    refuses = true;
    classify(0);
    caller.expectMessage(new Answer.Broken());

    refuses = false;
    classify(1);
    next(batches).ends();
    expectAnswers(1);
  }

  @Test
  void rest_waits_for_what_is_under_way_and_lets_go_of_the_network() throws Exception {
    Network network = serving(1);
    classify(0);
    Batch running = next(batches);
    classify(1);
    server.tell(new ServerMessage.Rest());
    caller.expectNoMessage(Duration.ofMillis(100));

    running.ends();
    next(batches).ends();
    expectAnswers(2);
    kit.createTestProbe().expectTerminated(server, PATIENCE);
    assertThat(network.closed()).isTrue();
  }

  @Test
  void rest_comes_though_the_waiting_requests_are_refused() throws Exception {
    classify(0);
    next(questions).complete(Optional.of(version(1)));
    Load load = next(loads);
    server.tell(new ServerMessage.Rest());
    load.network().completeExceptionally(new IllegalStateException("damaged"));

    caller.expectMessage(new Answer.Broken());
    kit.createTestProbe().expectTerminated(server, PATIENCE);
  }

  @Test
  void a_network_that_is_loaded_for_a_server_at_rest_is_closed() throws Exception {
    next(questions).complete(Optional.of(version(1)));
    Load load = next(loads);
    server.tell(new ServerMessage.Rest());
    Network late = new Network();
    load.network().complete(late);

    kit.createTestProbe().expectTerminated(server, PATIENCE);
    assertThat(late.closed()).isTrue();
  }

  @Override
  public CompletionStage<Optional<Version>> current(ModelId model) {
    CompletableFuture<Optional<Version>> question = new CompletableFuture<>();
    questions.add(question);
    return question;
  }

  @Override
  public CompletionStage<Predictor> load(
      ModelId model, Version version, Optional<ModelServer.InUse> inUse) {
    Load load = new Load(version, inUse, new CompletableFuture<>());
    loads.add(load);
    return load.network();
  }

  /** A thread for each batch, unless there are to be none for a while. */
  private void begin(Runnable batch) {
    if (refuses) {
      throw new RejectedExecutionException("no thread");
    }
    if (lacksThreads) {
      withoutThread.add(batch);
    } else {
      Thread.startVirtualThread(batch);
    }
  }

  private ActorRef<ServerMessage> server() {
    return kit.spawn(
        ModelServer.create(
            new EntityContext<>(ModelServer.KEY, Samples.MODEL.toString(), shard.ref()),
            new ModelServer.Serving(this, this::begin, BATCH_MAX, QUEUE_MAX),
            (_, _) -> observed));
  }

  @Test
  void it_says_what_it_holds_and_for_which_requests_it_had_to_load() throws Exception {
    classify(1);
    serving(1);
    next(batches).ends();
    classify(2);

    assertThat(List.of(next(observed.said), next(observed.said), next(observed.said)))
        .containsExactly("asked, in memory: false", "wanted 1", "holds 7");
    assertThat(next(observed.said)).isEqualTo("asked, in memory: true");
  }

  @Test
  void one_that_is_pinned_says_so_when_it_is_told_and_when_it_loads() throws Exception {
    serving(1);
    assertThat(List.of(next(observed.said), next(observed.said)))
        .containsExactly("wanted 1", "holds 7");
    server.tell(new ServerMessage.Pin());
    server.tell(new ServerMessage.Pin());
    server.tell(new ServerMessage.Use(Optional.of(version(2))));
    next(loads).network().complete(new Network());

    assertThat(List.of(next(observed.said), next(observed.said), next(observed.said)))
        .containsExactly("holds 7, pinned", "wanted 2", "holds 7, pinned");
  }

  @Test
  void one_that_is_to_leave_has_its_shard_keep_what_comes_meanwhile() throws Exception {
    Network network = serving(1);
    server.tell(ServerMessage.Leave.INSTANCE);
    shard.expectMessage(new ClusterSharding.Passivate<>(server));
    server.tell(new ServerMessage.Rest());

    awaitClosed(network);
  }

  /** The server has this version in memory, and has said so. */
  private Network serving(int version) throws InterruptedException {
    next(questions).complete(Optional.of(version(version)));
    Network network = new Network();
    next(loads).network().complete(network);
    kit.createTestProbe()
        .awaitAssert(
            PATIENCE, Duration.ofMillis(10), () -> assertThat(observed.said).contains("holds 7"));
    return network;
  }

  private void classify(int picture) {
    server.tell(new ServerMessage.Classify(new byte[] {(byte) picture}, caller.ref()));
  }

  private void expectAnswers(int count) {
    for (int i = 0; i < count; i++) {
      caller.expectMessageClass(Answer.Probabilities.class, PATIENCE);
    }
  }

  /** What follows a pause; the server may not have begun the pause yet. */
  private <T> T afterPause(BlockingQueue<T> queue) {
    return kit.createTestProbe()
        .awaitAssert(
            PATIENCE,
            () -> {
              time.timePasses(RELOAD_AFTER);
              T next = queue.poll();
              assertThat(next).isNotNull();
              return next;
            });
  }

  private void awaitClosed(Network network) {
    kit.createTestProbe()
        .awaitAssert(
            PATIENCE,
            () -> {
              assertThat(network.closed()).isTrue();
              return true;
            });
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("what comes next, in time").isNotNull();
    return next;
  }

  private static Version version(int number) {
    LiveModel model = Scenario.given(List.of()).when(Samples.promoted()).live();
    Version version = model.versions().getFirst();
    return new Version(
        number,
        version.run(),
        version.architecture(),
        version.parameters(),
        version.pipeline(),
        version.classes(),
        version.files(),
        version.trained(),
        version.report(),
        version.right(),
        version.total(),
        version.datasetRevision(),
        version.at());
  }

  /** Computes until the test says what comes out. */
  private final class Network implements Predictor {
    private volatile boolean closed;
    private volatile Object shared;

    boolean closed() {
      return closed;
    }

    @Override
    public List<Judgement> predict(byte[] images, int count) {
      List<byte[]> pictures = new ArrayList<>();
      for (byte image : images) {
        pictures.add(new byte[] {image});
      }
      assertThat(pictures).hasSize(count);
      Batch batch = new Batch(this, pictures, new CompletableFuture<>());
      batches.add(batch);
      return batch.end().join();
    }

    @Override
    public long bytes() {
      return 7;
    }

    @Override
    public boolean sharesNetworkWith(Predictor other) {
      return shared != null && other instanceof Network network && network.shared == shared;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
