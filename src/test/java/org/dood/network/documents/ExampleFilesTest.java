package org.dood.network.documents;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** No example is forgotten: by its readers, by the documents, or by the tests. */
class ExampleFilesTest {

  private static final Path EXAMPLES = Path.of("examples");
  private static final Path README = EXAMPLES.resolve("README.md");
  private static final Path PROJECT = EXAMPLES.resolve("project");

  private final List<Path> files = Document.files(EXAMPLES).toList();

  @Test
  void readme_of_the_examples_links_each_file() {
    assertThat(files)
        .filteredOn(file -> !file.equals(README))
        .isNotEmpty()
        .isSubsetOf(linked(Document.at(README.toString())));
  }

  @Test
  void a_recipe_or_another_document_links_each_workflow_and_each_file_of_the_runner() {
    var linked =
        Document.all().stream()
            .filter(document -> !document.file().equals(README))
            .flatMap(document -> linked(document).stream())
            .toList();
    assertThat(files).filteredOn(isOfTheProject().negate()).isSubsetOf(linked);
  }

  @Test
  void tests_name_each_file_that_is_no_text_for_people() {
    var tests =
        Document.files(Path.of("src/test/java"))
            .map(source -> Document.at(source.toString()).text())
            .collect(joining());
    assertThat(files)
        .filteredOn(isOfTheProject().negate())
        .filteredOn(file -> !file.endsWith("README.md"))
        .allSatisfy(file -> assertThat(tests).contains(file.getFileName() + "\""));
  }

  private static Predicate<Path> isOfTheProject() {
    return file -> file.startsWith(PROJECT);
  }

  private static List<Path> linked(Document document) {
    return document.links().stream()
        .map(link -> document.file().resolveSibling(link.replaceFirst("#.*", "")).normalize())
        .toList();
  }
}
