// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;

/** The anchors that GitHub gives the headings of a page. */
final class Anchors {

    private static final Pattern LEFT_OUT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc}\\- ]");

    private Anchors() {}

    static Set<String> of(Page page) {
        Set<String> anchors = new LinkedHashSet<>();
        page.all(Heading.class).forEach(heading -> anchors.add(slug(heading)));
        return anchors;
    }

    /** Headings that share an anchor: GitHub numbers the later ones, and links go to the wrong one when they move. */
    static List<String> faults(Page page) {
        Set<String> seen = new LinkedHashSet<>();
        List<String> faults = new ArrayList<>();
        for (Heading heading : page.all(Heading.class)) {
            if (!seen.add(slug(heading))) {
                faults.add(page.fault(heading, "heading", "an anchor of its own", "a second #" + slug(heading)));
            }
        }
        return faults;
    }

    static String slug(Heading heading) {
        String lower = Page.textOf(heading).strip().toLowerCase(Locale.ROOT);
        return LEFT_OUT.matcher(lower).replaceAll("").replace(' ', '-');
    }
}
