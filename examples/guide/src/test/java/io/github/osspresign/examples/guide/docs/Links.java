// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/** Links inside the repository: the file is there, and so is the heading. */
final class Links {

    /** A picture in HTML. */
    private static final Pattern SOURCE = Pattern.compile("\\bsrc(?:set)?=\"([^\"]*)\"");

    /** Those of pages that others lead to. */
    private static final Map<Path, Set<String>> ANCHORS = new ConcurrentHashMap<>();

    private Links() {}

    static List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        page.all(Link.class).forEach(link -> check(page, link, link.getDestination(), faults));
        page.all(Image.class).forEach(image -> check(page, image, image.getDestination(), faults));
        page.all(HtmlBlock.class)
                .forEach(html -> SOURCE.matcher(html.getLiteral())
                        .results()
                        .forEach(source -> check(page, html, source.group(1), faults)));
        return faults;
    }

    /** The pages that a page leads to. */
    static Stream<Path> pages(Page page) {
        return page.all(Link.class).stream()
                .map(link -> URI.create(link.getDestination()))
                .filter(uri -> !uri.isAbsolute() && uri.getPath().endsWith(".md"))
                .map(uri -> target(page, uri));
    }

    private static void check(Page page, Node node, String destination, List<String> faults) {
        URI uri = URI.create(destination);
        if (uri.isAbsolute()) {
            return;
        }
        Path target = target(page, uri);
        if (!target.equals(page.path()) && !Files.exists(target)) {
            faults.add(page.fault(node, "link", "a file", destination));
            return;
        }
        String anchor = uri.getFragment();
        if (anchor == null) {
            return;
        }
        Set<String> anchors = target.equals(page.path())
                ? Anchors.of(page)
                : ANCHORS.computeIfAbsent(target, path -> Anchors.of(Page.read(path)));
        if (!anchors.contains(anchor)) {
            faults.add(page.fault(node, "link", "a heading", destination));
        }
    }

    private static Path target(Page page, URI uri) {
        return uri.getPath().isEmpty()
                ? page.path()
                : page.path().resolveSibling(uri.getPath()).normalize();
    }
}
