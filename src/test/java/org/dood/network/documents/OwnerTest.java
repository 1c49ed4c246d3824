package org.dood.network.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

/** Wherever a file names the owner of this repository, it is that of {@code pom.xml}. */
class OwnerTest {

  private static final Pattern URL_OF_POM =
      Pattern.compile("(?m)^  <url>https://github\\.com/([\\w-]+)/dood-network-action</url>$");

  /** The owner as named by a workflow, address, image, list of code owners, or linter's rule. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?m)(?<before>uses: |//github\\.com/|ghcr\\.io/|@|^ +)[\\w-]+(?<after>/dood-network-action(?![\\w-])|/maintainers)");

  private static final Pattern MAY_NAME_IT = Pattern.compile(".*\\.(md|ya?ml|java)|CODEOWNERS");

  @Test
  void each_file_names_the_owner_of_the_pom() throws IOException {
    var url = URL_OF_POM.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(url.find()).as("<url> of pom.xml").isTrue();
    for (var file : filesThatMayNameIt()) {
      GoldenFile.of(file).assertHolds(withOwner(url.group(1), Files.readString(file)));
    }
  }

  private static String withOwner(String owner, String text) {
    return NAMED
        .matcher(text)
        .replaceAll(named ->
            Matcher.quoteReplacement(named.group("before") + owner + named.group("after")));
  }

  private static List<Path> filesThatMayNameIt() {
    return Stream.of(".", "docs", ".github", "examples", "src/main")
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(directory -> files(directory, directory.endsWith(".") ? 1 : Integer.MAX_VALUE))
        .toList();
  }

  private static Stream<Path> files(Path directory, int depth) {
    try (var files = Files.walk(directory, depth)) {
      return files
          .filter(file -> MAY_NAME_IT.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
