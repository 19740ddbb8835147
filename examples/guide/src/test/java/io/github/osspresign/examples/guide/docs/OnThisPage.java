// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.Heading;

/** Line below the title of a page that links to its sections. A page with less than two sections needs none. */
final class OnThisPage {

    private static final int FEWEST_SECTIONS = 2;
    private static final String ENGLISH = "**On this page:** ";
    private static final String CHINESE = "**本页内容：** ";

    private OnThisPage() {}

    static List<String> faults(Page page) {
        String expected = line(page);
        List<String> actual = page.text().lines().filter(OnThisPage::isOne).toList();
        if (expected.isEmpty() ? actual.isEmpty() : actual.equals(List.of(expected))) {
            return List.of();
        }
        return List.of(page.path().getFileName() + ": expected the line\n" + expected + "\nbut was\n" + actual);
    }

    /** Returns the page with this line as it should be. */
    static String updated(Page page) {
        List<String> lines = new ArrayList<>(page.text().lines().toList());
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isOne(lines.get(i))) {
                lines.subList(i, i + 2).clear();
            }
        }
        String line = line(page);
        if (!line.isEmpty()) {
            // The link to the page in the other language stays above.
            int place = lines.get(2).matches("\\[(中文|English)]\\(.*\\)") ? 4 : 2;
            lines.addAll(place, List.of(line, ""));
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean isOne(String line) {
        return line.startsWith(ENGLISH) || line.startsWith(CHINESE);
    }

    private static String line(Page page) {
        List<String> lines = page.text().lines().toList();
        List<Heading> sections = page.all(Heading.class).stream()
                .filter(heading -> heading.getLevel() == 2)
                .toList();
        if (sections.size() < FEWEST_SECTIONS) {
            return "";
        }
        boolean isChinese = page.path().getParent().endsWith("zh");
        return sections.stream()
                .map(section -> "[%s](#%s)"
                        .formatted(
                                lines.get(section.getSourceSpans().get(0).getLineIndex())
                                        .substring("## ".length()),
                                Anchors.slug(section)))
                .collect(Collectors.joining(" · ", isChinese ? CHINESE : ENGLISH, ""));
    }
}
