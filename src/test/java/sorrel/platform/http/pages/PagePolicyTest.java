package sorrel.platform.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PagePolicyTest {
  @Test
  void of_scripts_in_the_page_exactly_those_that_were_there_run() {
    // printf "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64
    String hello = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
    String page =
        """
        <script type="module">alert('Hello, world.');</script>
        <SCRIPT src="/a.js"></SCRIPT><script>alert('Hello, world.');</script>
        """;
    assertThat(PagePolicy.of(page).contentSecurityPolicy())
        .contains("script-src 'self' " + hello + ";");
  }

  @Test
  void lines_and_letters_beyond_ascii_are_part_of_a_script() {
    String one = PagePolicy.of("<script>\n\ta('ä');\n</script>").contentSecurityPolicy();
    String other = PagePolicy.of("<script>a('ä');</script>").contentSecurityPolicy();
    assertThat(one).contains("'sha256-").isNotEqualTo(other);
  }

  @Test
  void a_page_without_scripts_of_its_own_runs_files_of_this_server_alone() {
    assertThat(PagePolicy.of("<script src='/a.js'></script>").contentSecurityPolicy())
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("sha256");
  }
}
