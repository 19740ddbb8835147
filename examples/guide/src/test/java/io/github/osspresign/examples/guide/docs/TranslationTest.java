// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in Chinese say the same as those in English, as far as that can be told: block by block, and in tables cell
 * by cell, they have the same headings, code, links, names and numbers. The order of words in a sentence differs.
 */
class TranslationTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern NUMBER = Pattern.compile("(?<![a-zA-Z\\d.-])\\d+(?:[.,]\\d+)*");

    /** The pages in Chinese, by their path. */
    static Stream<Path> translations() {
        return REPOSITORY.pages().stream()
                .filter(page -> !english(page).equals(page))
                .map(REPOSITORY.root()::relativize);
    }

    /** Returns the page in English that a page translates, or the page itself. */
    private static Path english(Path page) {
        if (page.getFileName().toString().endsWith(".zh-CN.md")) {
            return page.resolveSibling(page.getFileName().toString().replace(".zh-CN.md", ".md"));
        }
        return page.getParent().endsWith("docs/zh") ? page.getParent().resolveSibling(page.getFileName()) : page;
    }

    private static List<Block> blocks(Page page) {
        return page.all(Block.class).stream()
                .filter(block -> block != page.document())
                .toList();
    }

    private static List<Object> contents(Page page) {
        return blocks(page).stream()
                .flatMap(block -> block instanceof TableBlock
                        ? inside(block, TableRow.class).map(row -> cells(page, row))
                        : Stream.of(content(page, block)))
                .toList();
    }

    private static Object cells(Page page, TableRow row) {
        return inside(row, TableCell.class)
                .map(cell -> List.of(names(cell), links(page, cell)))
                .toList();
    }

    private static Object content(Page page, Block block) {
        if (block instanceof FencedCodeBlock code) {
            return code.getInfo() + "\n" + code.getLiteral();
        }
        if (block instanceof HtmlBlock html) {
            // A picture has its text and its file in the language of the page.
            return html.getLiteral().replaceAll("alt=\"[^\"]*\"", "alt").replaceAll("\\.zh-CN\\.(svg|png)", ".$1");
        }
        String kind = block.getClass().getSimpleName();
        return List.of(
                block instanceof Heading heading ? kind + heading.getLevel() : kind, names(block), links(page, block));
    }

    private static List<String> names(Node node) {
        return inside(node, Code.class).map(Code::getLiteral).sorted().toList();
    }

    private static List<String> numbers(Block block) {
        return inside(block, Text.class)
                .flatMap(text -> NUMBER.matcher(text.getLiteral()).results())
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> links(Page page, Node node) {
        return inside(node, Link.class)
                .map(link -> destination(page, URI.create(link.getDestination())))
                .sorted()
                .toList();
    }

    /** Returns where a link leads, with the same text for a page and its translation. */
    private static String destination(Page page, URI link) {
        if (link.isAbsolute() || link.getPath().startsWith("/")) {
            return link.toString();
        }
        Path target = link.getPath().isEmpty()
                ? page.path()
                : page.path().resolveSibling(link.getPath()).normalize();
        String section = link.getFragment();
        if (section != null && Files.exists(target)) {
            // The sections of both are in the same order.
            section = String.valueOf(List.copyOf(Anchors.of(target.equals(page.path()) ? page : Page.read(target)))
                    .indexOf(section));
        }
        return english(target) + "#" + section;
    }

    /** Returns the nodes of a kind in a node, without those of paragraphs inside it. */
    private static <T extends Node> Stream<T> inside(Node node, Class<T> kind) {
        Stream.Builder<T> found = Stream.builder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            child.accept(new AbstractVisitor() {
                @Override
                protected void visitChildren(Node parent) {
                    if (kind.isInstance(parent)) {
                        found.add(kind.cast(parent));
                    }
                    super.visitChildren(parent);
                }

                @Override
                public void visit(Code code) {
                    if (kind.isInstance(code)) {
                        found.add(kind.cast(code));
                    }
                }

                @Override
                public void visit(Paragraph paragraph) {}
            });
        }
        return found.build();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void chinesePageIsThatInEnglish(Path path) {
        Path file = REPOSITORY.root().resolve(path);

        List<Object> actual = contents(Page.read(file));
        List<Object> expected = contents(Page.read(english(file)));
        int same = 0;
        while (same < Math.min(actual.size(), expected.size())
                && actual.get(same).equals(expected.get(same))) {
            same++;
        }

        assertThat(actual.stream().skip(same).findFirst())
                .as("first block or row that differs from that of %s", english(path))
                .isEqualTo(expected.stream().skip(same).findFirst());
    }

    /** A number in English may be a word in Chinese or the reverse, so only those in digits are compared. */
    @ParameterizedTest
    @MethodSource("translations")
    void chinesePageHasTheNumbersOfThatInEnglish(Path path) {
        Path file = REPOSITORY.root().resolve(path);
        Page chinese = Page.read(file);
        List<Block> actual = blocks(chinese);
        List<Block> expected = blocks(Page.read(english(file)));

        List<String> faults = new ArrayList<>();
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            List<String> found = numbers(actual.get(i));
            List<String> numbers = numbers(expected.get(i));
            if (!found.containsAll(numbers)) {
                faults.add(chinese.fault(actual.get(i), "numbers", numbers.toString(), found.toString()));
            }
        }

        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void chinesePageLeadsToPagesInChineseWhereThereAreAny(Path path) {
        Path file = REPOSITORY.root().resolve(path);
        List<Path> translated = translations()
                .map(REPOSITORY.root()::resolve)
                .map(TranslationTest::english)
                .toList();

        assertThat(Links.pages(Page.read(file)).filter(target -> !target.equals(english(file))))
                .doesNotContainAnyElementsOf(translated);
    }

    @Test
    void aPlantedDifferenceIsSeen() {
        String text = """
                # A

                text `one` and [b](b.md) or `two`

                ```shell
                mvn verify
                ```

                ## C

                | a | b |
                | --- | --- |
                | `1` | c |
                | `2` | d |
                """;
        Page one = Page.of(Path.of("/docs/a.md"), text);

        assertThat(contents(Page.of(Path.of("/docs/zh/a.md"), """
                # 甲

                `two` 文字 `one` [乙](../b.md)

                ```shell
                mvn verify
                ```

                ## 丙

                | 甲 | 乙 |
                | --- | --- |
                | `1` | 丙 |
                | `2` | 丁 |
                """))).isEqualTo(contents(one));
        assertThat(Stream.of(
                        text.replace("b.md", "c.md"),
                        text.replace("one", "three"),
                        text.replace("verify", "test"),
                        text.replace("## ", "### "),
                        text.replace("`2` | d", "d | `2`"),
                        text.replace("| `2` | d |\n", ""),
                        text + "\nmore\n"))
                .allSatisfy(other -> assertThat(contents(Page.of(Path.of("/docs/a.md"), other)))
                        .isNotEqualTo(contents(one)));
    }
}
