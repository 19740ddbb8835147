// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.explain.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names on the pages are names of the code. */
class NamesTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern HEADER = Pattern.compile("Camel(?:Presign|OssPresigned)\\w+");
    private static final Map<String, List<Path>> TESTS = REPOSITORY.tests();
    private static final Pattern TEST = Pattern.compile("(\\w+Test)(?:#(\\w+))?");
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([^<]+)</id>");
    private static final Pattern FINDING = Pattern.compile("[A-Z]+(?:_[A-Z]+)+");

    static Stream<Path> pages() {
        return DocsTest.pages();
    }

    private static Stream<String> codeOf(Page page) {
        return page.all(Code.class).stream().map(Code::getLiteral);
    }

    private static Map<String, Object> json(String resource) throws IOException {
        try (InputStream json = Objects.requireNonNull(NamesTest.class.getResourceAsStream(resource), resource)) {
            return JSON.std.mapFrom(json);
        }
    }

    private static Set<String> names(Map<String, Object> component, String section) {
        return ((Map<?, ?>) component.get(section))
                .keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static Set<String> headers(String scheme) throws IOException {
        return names(json("/META-INF/io/github/osspresign/camel/" + scheme + "/" + scheme + ".json"), "headers");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void headersExist(Path path) throws IOException {
        Set<String> known = new HashSet<>(headers("presign"));
        known.addAll(headers("osspresigned"));

        assertThat(codeOf(Page.read(REPOSITORY.root().resolve(path)))
                        .filter(code -> HEADER.matcher(code).matches()))
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void testsExist(Path path) {
        assertThat(codeOf(Page.read(REPOSITORY.root().resolve(path))).map(TEST::matcher))
                .filteredOn(Matcher::matches)
                .allSatisfy(test -> assertThat(TESTS.getOrDefault(test.group(1), List.of()))
                        .as(test.group())
                        .anySatisfy(file -> assertThat(file).content().contains(declaration(test))));
    }

    private static String declaration(MatchResult test) {
        return test.group(2) == null ? "class " + test.group(1) : " " + test.group(2) + "(";
    }

    /** The page on migrating names headers of Camel's S3 component as that component does. */
    @Test
    void headersOfS3Exist() throws IOException {
        Map<String, Object> s3 = json("/org/apache/camel/catalog/components/aws2-s3.json");

        assertThat(codeOf(REPOSITORY.page("docs/migrating.md")).filter(code -> code.startsWith("CamelAws")))
                .hasSizeGreaterThan(4)
                .isSubsetOf(names(s3, "headers"));
        assertThat(names(s3, "properties"))
                .contains(
                        "operation",
                        "useDefaultCredentialsProvider",
                        "amazonS3Presigner",
                        "overrideEndpoint",
                        "uriEndpointOverride",
                        "forcePathStyle");
    }

    @Test
    void findingsExist() {
        Set<String> known =
                Arrays.stream(FindingCode.values()).map(FindingCode::name).collect(Collectors.toSet());

        assertThat(codeOf(REPOSITORY.page("docs/troubleshooting.md"))
                        .flatMap(code -> Arrays.stream(code.split(", ")))
                        .filter(code -> FINDING.matcher(code).matches()))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void metersExist() throws IOException {
        String meters =
                Files.readString(REPOSITORY.file("camel-oss-presign-component/src/main/java/io/github/osspresign/"
                        + "camel/osspresigned/monitor/TransferMeters.java"));

        assertThat(codeOf(REPOSITORY.page("docs/operations.md")).filter(code -> code.startsWith("osspresigned.")))
                .hasSizeGreaterThan(4)
                .allMatch(meter -> meters.contains('"' + meter + '"'));
    }

    @Test
    void profilesAreThoseOfContributing() throws IOException {
        Set<String> profiles = new TreeSet<>();
        for (Path pom : REPOSITORY.filesThatEndWith("pom.xml")) {
            PROFILE.matcher(Files.readString(pom)).results().forEach(profile -> profiles.add("-P" + profile.group(1)));
        }

        assertThat(codeOf(REPOSITORY.page("CONTRIBUTING.md")).filter(code -> code.matches("-P[a-z]+")))
                .hasSameElementsAs(profiles);
    }

    @Test
    void everyExceptionHasACure() throws IOException {
        List<String> exceptions;
        try (Stream<Path> files =
                Files.list(REPOSITORY.file("oss-presign-core/src/main/java/io/github/osspresign/error"))) {
            exceptions = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Exception") && !name.equals("OssPresignException"))
                    .toList();
        }

        assertThat(codeOf(REPOSITORY.page("docs/troubleshooting.md"))).containsAll(exceptions);
    }
}
