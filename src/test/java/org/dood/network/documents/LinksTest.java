package org.dood.network.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between documents lead somewhere. */
class LinksTest {

  @Test
  void each_link_to_a_file_of_the_repository_leads_to_it() {
    assertThat(Document.all().stream().flatMap(LinksTest::broken))
        .as("broken links, as 'document: link'")
        .isEmpty();
  }

  @Test
  void each_document_is_reached_from_the_readme() {
    var reached = reachedFrom(List.of(Path.of("README.md")));
    assertThat(Document.all().stream().map(Document::file))
        .filteredOn(file -> !file.startsWith(".github"))
        .as("documents; link each from README.md or from a document that it links")
        .isSubsetOf(reached);
  }

  private static List<Path> reachedFrom(List<Path> known) {
    var reached =
        Stream.concat(
                known.stream(),
                known.stream()
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> targets(Document.at(file.toString()))))
            .distinct()
            .toList();
    return reached.size() == known.size() ? known : reachedFrom(reached);
  }

  private static Stream<Path> targets(Document document) {
    return document.links().stream()
        .filter(LinksTest::isRelative)
        .map(link -> target(document, link))
        .filter(Files::isRegularFile);
  }

  private static Stream<String> broken(Document document) {
    return document.links().stream()
        .filter(LinksTest::isRelative)
        .filter(link -> !leadsSomewhere(document, link))
        .map(link -> document.file() + ": " + link);
  }

  private static boolean isRelative(String link) {
    return !link.matches("[a-z]+:.*");
  }

  private static boolean leadsSomewhere(Document document, String link) {
    var file = target(document, link);
    return Files.exists(file)
        && anchor(link)
            .map(anchor -> Document.at(file.toString()).anchors().contains(anchor))
            .orElse(true);
  }

  private static Path target(Document document, String link) {
    var path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? document.file() : document.file().resolveSibling(path).normalize();
  }

  private static Optional<String> anchor(String link) {
    return Optional.of(link.indexOf('#')).filter(i -> i >= 0).map(i -> link.substring(i + 1));
  }
}
