// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.jspecify.annotations.Nullable;

/**
 * Code on pages is that of sources which are compiled and tested. A block is preceded by
 * {@code <!-- snippet: path/from/root#tag -->}, and the source marks the lines between {@code tag::tag[]} and
 * {@code end::tag[]}; without a tag it is the whole file.
 */
final class Snippets {

    private static final Set<String> LANGUAGES =
            Set.of("java", "xml", "yaml", "javascript", "python", "go", "objectivec", "properties");
    private static final Pattern COMMENT = Pattern.compile("<!-- snippet: ([^\\s#]+)(?:#(\\S+))? -->");
    private static final Pattern MARK = Pattern.compile("\\b(?:tag|end)::[\\w-]+\\[]");

    private final Path root;

    Snippets(Path root) {
        this.root = root;
    }

    List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        for (FencedCodeBlock block : page.all(FencedCodeBlock.class)) {
            Matcher source = source(block);
            if (source == null) {
                if (LANGUAGES.contains(block.getInfo())) {
                    faults.add(page.fault(block, "code", "a comment that names its source", "none"));
                }
                continue;
            }
            String current;
            try {
                current = current(source);
            } catch (IllegalArgumentException e) {
                faults.add(page.fault(block, "code", "a source", e.getMessage()));
                continue;
            }
            if (!block.getLiteral().equals(current)) {
                faults.add(page.fault(
                        block, "code", "that of " + source.group() + ":\n" + current, "\n" + block.getLiteral()));
            }
        }
        return faults;
    }

    /** Returns the page with the current text of all its code blocks. */
    String updated(Page page) {
        List<String> lines = new ArrayList<>(page.text().lines().toList());
        List<FencedCodeBlock> blocks = page.all(FencedCodeBlock.class);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            FencedCodeBlock block = blocks.get(i);
            Matcher source = source(block);
            if (source != null) {
                int fence = block.getSourceSpans().get(0).getLineIndex();
                int end = block.getSourceSpans()
                        .get(block.getSourceSpans().size() - 1)
                        .getLineIndex();
                List<String> code = lines.subList(fence + 1, end);
                code.clear();
                code.addAll(current(source).lines().toList());
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static @Nullable Matcher source(FencedCodeBlock block) {
        if (block.getPrevious() instanceof HtmlBlock comment) {
            Matcher matcher = COMMENT.matcher(comment.getLiteral().strip());
            return matcher.matches() ? matcher : null;
        }
        return null;
    }

    private String current(Matcher source) {
        Path file = root.resolve(source.group(1));
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("no file " + source.group(1), e);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("no text in " + source.group(1), e);
        }
        String tag = source.group(2);
        return withoutIndentation(tag == null ? lines : region(lines, tag, source.group(1)));
    }

    private static List<String> region(List<String> lines, String tag, String file) {
        List<Integer> begins = linesWith(lines, "tag::" + tag + "[]");
        List<Integer> ends = linesWith(lines, "end::" + tag + "[]");
        if (begins.size() != 1 || ends.size() != 1 || begins.get(0) >= ends.get(0)) {
            throw new IllegalArgumentException("no single region " + tag + " in " + file);
        }
        return lines.subList(begins.get(0) + 1, ends.get(0));
    }

    private static List<Integer> linesWith(List<String> lines, String mark) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(mark)) {
                found.add(i);
            }
        }
        return found;
    }

    private static String withoutIndentation(List<String> lines) {
        List<String> code =
                lines.stream().filter(line -> !MARK.matcher(line).find()).toList();
        int indentation = code.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return code.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indentation))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
