package sorrel.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sorrel.kernel.FileTrees;
import sorrel.platform.config.DatabaseAddress;

/** Each test takes some seconds: servers are really started and really killed. */
final class EmbeddedPostgresIT {
  private Path data;
  private Path programs;

  @BeforeEach
  void make_a_data_folder() throws IOException {
    data = Files.createTempDirectory("sorrel-postgres");
    Folders.allow(data, "rwx--x--x");
    programs = TestPrograms.folder();
  }

  @AfterEach
  void delete_it() throws IOException {
    FileTrees.delete(data);
  }

  @Test
  void rows_are_there_after_a_restart() throws Exception {
    try (EmbeddedPostgres first = start()) {
      assertThat(first.adopted()).isFalse();
      write(first.address(), "kept");
    }
    try (EmbeddedPostgres second = start()) {
      assertThat(second.adopted()).isFalse();
      assertThat(read(second.address())).isEqualTo("kept");
    }
  }

  @Test
  void a_server_that_outlived_a_killed_program_is_taken_over() throws Exception {
    Process owner = owner();
    long pid = PidFile.read(cluster()).orElseThrow().pid();
    owner.destroyForcibly().waitFor();

    try (EmbeddedPostgres adopting = start()) {
      assertThat(adopting.adopted()).isTrue();
      assertThat(PidFile.read(cluster()).orElseThrow().pid()).isEqualTo(pid);
      write(adopting.address(), "after");
      assertThat(read(adopting.address())).isEqualTo("after");
    }
    assertThat(PidFile.read(cluster())).isEmpty();
  }

  @Test
  void rows_are_there_after_the_server_was_killed() throws Exception {
    EmbeddedPostgres first = start();
    write(first.address(), "acknowledged");
    killServer();
    first.close();

    try (EmbeddedPostgres second = start()) {
      assertThat(read(second.address())).isEqualTo("acknowledged");
    }
  }

  @Test
  void a_second_owner_is_refused() throws Exception {
    Process owner = owner();
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(PostgresException.class)
          .hasMessageContaining("is in use by another Sorrel, process " + owner.pid());
    } finally {
      owner.getOutputStream().close();
      owner.waitFor();
    }
  }

  @Test
  void a_second_owner_in_the_same_program_is_refused() {
    try (EmbeddedPostgres first = start()) {
      assertThatThrownBy(this::start).hasMessageContaining("in use by another Sorrel");
      assertThatThrownBy(this::start).hasMessageContaining("in use by another Sorrel");
      assertThat(first.adopted()).isFalse();
    }
  }

  @Test
  void a_port_that_was_taken_meanwhile_is_changed() throws Exception {
    EmbeddedPostgres first = start();
    int port = PidFile.read(cluster()).orElseThrow().port();
    first.close();

    try (var thief =
            new java.net.ServerSocket(port, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
        EmbeddedPostgres second = start()) {
      assertThat(thief.isBound()).isTrue();
      assertThat(second.address().url()).doesNotContain(":" + port + "/");
    }
  }

  @Test
  void the_mark_of_a_dead_server_does_not_hinder() throws Exception {
    start().close();
    // The number of a process that lives, but is no server.
    long other = ProcessHandle.current().pid();
    Files.writeString(
        PidFile.path(cluster()), "%d%n%s%n1%n5432%n%n127.0.0.1%n".formatted(other, cluster()));

    try (EmbeddedPostgres second = start()) {
      assertThat(second.adopted()).isFalse();
    }
  }

  @Test
  void the_password_is_for_this_user_alone() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      Path password = data.resolve("postgres").resolve("password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      DatabaseAddress address = postgres.address();
      assertThatThrownBy(
              () -> DriverManager.getConnection(address.url(), address.user(), "guessed").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void a_commit_is_on_the_disk_before_it_is_acknowledged() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        assertThat(ask(postgres.address(), "show " + setting)).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void a_data_folder_that_others_cannot_reach_works() throws Exception {
    Folders.allow(data, "rwx------");
    Path inner = data.resolve("inner");

    Path folder;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(options(inner))) {
      folder = postgres.folder();
      write(postgres.address(), "reached");
    }
    try (EmbeddedPostgres again = EmbeddedPostgres.start(options(inner))) {
      assertThat(again.folder()).isEqualTo(folder);
      assertThat(read(again.address())).isEqualTo("reached");
    }
    FileTrees.delete(folder);
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(options(data));
  }

  private EmbeddedPostgres.Options options(Path folder) {
    return new EmbeddedPostgres.Options(folder, Optional.of(programs), true);
  }

  private Path cluster() throws IOException {
    return data.toRealPath().resolve("postgres").resolve("cluster");
  }

  /** A child that has started the server; closing its input ends it in good order. */
  private Process owner() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                PostgresOwner.class.getName(),
                data.toString(),
                programs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // Tests that are made to log do so on standard output.
    builder.environment().remove("SORREL_TEST_LOG");
    Process process = builder.start();
    assertThat(process.inputReader().readLine()).isEqualTo("started");
    return process;
  }

  private void killServer() throws Exception {
    ProcessHandle server =
        ProcessHandle.of(PidFile.read(cluster()).orElseThrow().pid()).orElseThrow();
    List<ProcessHandle> all = server.descendants().toList();
    server.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    server.onExit().get();
  }

  private static void write(DatabaseAddress address, String text) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("create table notes (text text)");
      statement.execute("insert into notes values ('" + text + "')");
    }
  }

  private static String read(DatabaseAddress address) throws SQLException {
    return ask(address, "select text from notes");
  }

  private static String ask(DatabaseAddress address, String query) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }
}
