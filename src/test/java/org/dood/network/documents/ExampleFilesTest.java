package org.dood.network.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** No example is forgotten: by its readers, by the documents, or by the tests. */
class ExampleFilesTest {

  private static final Path EXAMPLES = Path.of("examples");
  private static final Path README = EXAMPLES.resolve("README.md");
  private static final Path PROJECT = EXAMPLES.resolve("project");

  private final List<Path> files = filesOf(EXAMPLES);

  ExampleFilesTest() throws IOException {}

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
  void tests_name_each_file_that_is_no_text_for_people() throws IOException {
    var tests = new StringBuilder();
    for (var source : filesOf(Path.of("src/test/java"))) {
      tests.append(Files.readString(source));
    }
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

  private static List<Path> filesOf(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
