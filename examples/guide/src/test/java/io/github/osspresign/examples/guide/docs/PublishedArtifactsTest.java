// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The artifacts that are installed and deployed are those of {@code .ci/published-artifacts} and of README.md. */
class PublishedArtifactsTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:camel-)?oss-[a-z-]+)` \\|");
    private static final String PARENT = "camel-oss-presign-parent";

    private static List<String> published() throws IOException {
        return Files.readAllLines(REPOSITORY.file(".ci/published-artifacts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void readMeListsThePublishedArtifacts(String page) throws IOException {
        List<MatchResult> rows =
                ROW.matcher(REPOSITORY.page(page).text()).results().toList();

        assertThat(rows).extracting(row -> row.group(1)).containsExactlyInAnyOrderElementsOf(published());
    }

    @ParameterizedTest
    @ValueSource(strings = {"maven.install.skip", "maven.deploy.skip"})
    void onlyPublishedArtifactsAndTheirParentAreInstalledAndDeployed(String property) throws Exception {
        Map<String, Boolean> skipped = new TreeMap<>();
        collect(REPOSITORY.root(), property, skipped);

        assertThat(skipped).containsKeys("guide", "camel-oss-presign-test-support", "camel-oss-presign-benchmarks");
        assertThat(skipped.keySet())
                .filteredOn(Predicate.not(skipped::get))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(published().stream(), Stream.of(PARENT)).toList());
    }

    /** Adds a module and the modules of its pom, which inherit the property if it is their parent. */
    private static void collect(Path folder, String property, Map<String, Boolean> skipped) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        boolean inherited = skipped.getOrDefault(path.evaluate("/project/parent/artifactId", pom), false);
        boolean skips = inherited || "true".equals(path.evaluate("/project/properties/" + property, pom));
        skipped.put(path.evaluate("/project/artifactId", pom), skips);
        NodeList modules = (NodeList) path.evaluate("/project/modules/module", pom, XPathConstants.NODESET);
        for (int i = 0; i < modules.getLength(); i++) {
            collect(folder.resolve(modules.item(i).getTextContent()), property, skipped);
        }
    }
}
