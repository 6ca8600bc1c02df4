package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.AccountId;
import sorrel.kernel.Sha256;
import sorrel.platform.persistence.TestDatabase;

class SqlIdempotencyStoreIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Sha256 REQUEST = Sha256.of("a".getBytes(StandardCharsets.UTF_8));
  private static final Sha256 OTHER = Sha256.of("b".getBytes(StandardCharsets.UTF_8));
  private static final IdempotencyStore.StoredReply REPLY =
      new IdempotencyStore.StoredReply(201, List.of(Map.entry("Location", "/a: b")), "{\"n\":1}");

  private final MovingClock clock = new MovingClock();
  private SqlIdempotencyStore store;
  private IdempotencyStore.Key key;

  @BeforeEach
  void account() {
    AccountId account = AccountId.next();
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO accounts VALUES (?, ?, 'x', false, now())",
                    account.value(),
                    UUID.randomUUID().toString()));
    store = new SqlIdempotencyStore(DATABASE.jdbi(), clock);
    key = new IdempotencyStore.Key(account, "key", "POST /models");
  }

  @Test
  void a_claim_is_granted_once_and_then_answers_the_reply() {
    assertThat(store.claim(key, REQUEST)).isInstanceOf(IdempotencyStore.Claim.Granted.class);
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.InProgress());
    assertThat(store.claim(key, OTHER)).isEqualTo(new IdempotencyStore.Claim.OtherRequest());
    store.complete(key, REPLY);
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.Done(REPLY));
    assertThat(store.claim(key, OTHER)).isEqualTo(new IdempotencyStore.Claim.OtherRequest());
    store.release(key);
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.Done(REPLY));
  }

  @Test
  void a_released_claim_is_granted_again() {
    store.claim(key, REQUEST);
    store.release(key);
    assertThat(store.claim(key, OTHER)).isInstanceOf(IdempotencyStore.Claim.Granted.class);
  }

  @Test
  void of_many_at_once_one_is_granted() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<IdempotencyStore.Claim>> claims =
          IntStream.range(0, 20)
              .mapToObj(_ -> threads.submit(() -> store.claim(key, REQUEST)))
              .toList();
      int granted = 0;
      for (Future<IdempotencyStore.Claim> claim : claims) {
        granted += claim.get() instanceof IdempotencyStore.Claim.Granted ? 1 : 0;
      }
      assertThat(granted).isEqualTo(1);
    }
  }

  @Test
  void the_claim_of_a_process_that_died_is_given_to_another() {
    store.claim(key, REQUEST);
    clock.pass(Duration.ofMinutes(14));
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.InProgress());
    clock.pass(Duration.ofMinutes(2));
    assertThat(store.claim(key, REQUEST)).isInstanceOf(IdempotencyStore.Claim.Granted.class);
  }

  @Test
  void a_claim_that_was_given_up_is_granted_again_once_for_the_same_id() {
    UUID made = granted(REQUEST);
    store.giveUp(key);
    assertThat(granted(REQUEST)).isEqualTo(made);
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.InProgress());

    store.complete(key, REPLY);
    store.giveUp(key);
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.Done(REPLY));
  }

  @Test
  void another_request_makes_something_else() {
    UUID made = granted(REQUEST);
    store.giveUp(key);
    UUID other = granted(OTHER);
    assertThat(other).isNotEqualTo(made);
    store.release(key);
    assertThat(granted(OTHER)).isNotEqualTo(other);
    store.complete(key, REPLY);
    clock.pass(Duration.ofHours(25));
    assertThat(granted(OTHER)).isNotEqualTo(other);
  }

  private UUID granted(Sha256 request) {
    return ((IdempotencyStore.Claim.Granted) store.claim(key, request)).made();
  }

  @Test
  void a_reply_is_kept_for_a_day() {
    store.claim(key, REQUEST);
    store.complete(key, REPLY);
    clock.pass(Duration.ofHours(23));
    store.purge();
    assertThat(store.claim(key, REQUEST)).isEqualTo(new IdempotencyStore.Claim.Done(REPLY));
    clock.pass(Duration.ofHours(2));
    assertThat(store.claim(key, OTHER)).isInstanceOf(IdempotencyStore.Claim.Granted.class);
    clock.pass(Duration.ofHours(25));
    store.purge();
    assertThat(store.claim(key, REQUEST)).isInstanceOf(IdempotencyStore.Claim.Granted.class);
  }

  /** Stands still until it is moved. */
  private static final class MovingClock extends Clock {
    private final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

    void pass(Duration duration) {
      now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
