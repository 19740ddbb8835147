package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Paragraph;
import org.junit.jupiter.api.Test;

/** Both languages of README.md say the same, as far as that can be told: headings, paragraphs, code, links, names. */
class TranslationTest {

    private static final Repository REPOSITORY = Repository.here();

    private static List<String> structure(Page page) {
        return page.all(Block.class).stream()
                .map(block -> {
                    if (block instanceof Heading heading) {
                        return "heading " + heading.getLevel();
                    }
                    if (block instanceof FencedCodeBlock code) {
                        return code.getInfo() + "\n" + code.getLiteral();
                    }
                    if (block instanceof HtmlBlock comment) {
                        return comment.getLiteral();
                    }
                    return block instanceof Paragraph
                            ? "paragraph"
                            : block.getClass().getSimpleName();
                })
                .toList();
    }

    private static List<String> links(Page page) {
        return page.all(Link.class).stream()
                .map(Link::getDestination)
                .map(destination -> destination.replace("README.zh-CN.md", "README.md"))
                .toList();
    }

    private static List<String> names(Page page) {
        return page.all(Code.class).stream().map(Code::getLiteral).toList();
    }

    @Test
    void chineseReadMeIsThatInEnglish() {
        Page english = REPOSITORY.page("README.md");
        Page chinese = REPOSITORY.page("README.zh-CN.md");

        assertThat(structure(chinese)).isEqualTo(structure(english));
        assertThat(links(chinese)).isEqualTo(links(english));
        assertThat(names(chinese)).isEqualTo(names(english));
    }

    @Test
    void aPlantedDifferenceIsSeen() {
        Page one = Page.of(Path.of("a.md"), "# A\n\ntext [b](b.md)\n\n```shell\nmvn verify\n```\n");
        Page other = Page.of(Path.of("b.md"), "# 甲\n\n文字 [乙](c.md)\n\n```shell\nmvn test\n```\n\n## 丙\n");

        assertThat(structure(other)).isNotEqualTo(structure(one)).contains("heading 2");
        assertThat(links(other)).isNotEqualTo(links(one));
    }
}
