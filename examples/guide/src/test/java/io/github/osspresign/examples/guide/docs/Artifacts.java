// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ArtifactModel;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts of Camel that the routes of a page need and the page does not name. The class path of the guide has the
 * artifacts of all pages, so no run of a route finds a missing one.
 */
final class Artifacts {

    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();
    private static final String SCHEME = "([a-z][a-z0-9-]*):";

    /** A URI in the places where a route or an option has one, so that the address of a web page is none. */
    private static final List<Pattern> SCHEMES = List.of(
            Pattern.compile("(?:from|to|toD|wireTap|enrich|pollEnrich|poll)\\(\\s*\"" + SCHEME),
            Pattern.compile("\\buri\\s*[=:]\\s*\"?" + SCHEME),
            Pattern.compile("\\b(?:to|toD|wireTap|enrich|pollEnrich):\\s*\"?" + SCHEME),
            Pattern.compile("\\b(?:linkSource|refreshVia)\\s*=\\s*(?:RAW\\()?" + SCHEME),
            Pattern.compile("(?m)^\\w+ = (?!https?:)" + SCHEME));

    private static final List<Pattern> LANGUAGES = List.of(
            Pattern.compile("\\b([a-z]\\w*)\\("),
            Pattern.compile("(?m)^\\s*(?:- )?([a-z]\\w*):"),
            Pattern.compile("<([a-z]\\w*)[ >]"));

    private static final List<Pattern> DATA_FORMATS = List.of(
            Pattern.compile("\\b(?:un)?marshal\\(\\)\\s*\\.([a-z]\\w*)\\("),
            Pattern.compile("\\b(?:un)?marshal:\\s+([a-z]\\w*):"),
            Pattern.compile("<(?:un)?marshal>\\s*<([a-z]\\w*)"));

    /** What the simple language passes on to the language of beans: a step into a value, a method, a bean. */
    private static final Pattern STEP = Pattern.compile(
            "\\$\\{(?:(?:headers?|variables?|exchangeProperty)[.:][\\w-]+[.\\[?(]"
                    + "|(?:body|bodyAs\\([^)]*\\)|exchange|camelContext)[.\\[?]|exception\\.(?!message|stacktrace)|bean:)");

    private static final Map<String, Pattern> FORMS_OF_ROUTES = Map.of(
            "yaml", Pattern.compile("(?m)^\\s*(?:- )?(?:from|route):"), "xml", Pattern.compile("<(?:from|route)\\b"));
    private static final Map<String, String> ARTIFACT_OF_FORM =
            Map.of("yaml", "camel-yaml-dsl", "xml", "camel-xml-io-dsl");

    /** The components themselves, and what camel-main, camel-core and the starter have. */
    private static final Set<String> ALWAYS = Set.of("camel-core-languages");

    private Artifacts() {}

    /** Returns a fault for each artifact under the blocks of a page that the page does not name. */
    static List<String> faults(Page page) {
        Set<String> named = named(page);
        return page.all(FencedCodeBlock.class).stream()
                .flatMap(block -> needed(block).stream()
                        .filter(artifact -> !isNamed(artifact, named))
                        .map(artifact -> page.fault(block, "artifact of the block", artifact, "not on the page")))
                .toList();
    }

    private static Set<String> named(Page page) {
        Set<String> named = new TreeSet<>();
        page.all(Code.class).forEach(code -> named.add(code.getLiteral()));
        Pattern dependency = Pattern.compile("<artifactId>([^<]+)<|'org\\.apache\\.camel:([\\w-]+)");
        page.all(FencedCodeBlock.class)
                .forEach(block -> dependency
                        .matcher(block.getLiteral())
                        .results()
                        .forEach(found -> named.add(found.group(1) == null ? found.group(2) : found.group(1))));
        return named;
    }

    private static boolean isNamed(String artifact, Set<String> named) {
        return ALWAYS.contains(artifact)
                || Stream.of("", "-main", "-starter").map(artifact::concat).anyMatch(named::contains);
    }

    private static Set<String> needed(FencedCodeBlock block) {
        String text = block.getLiteral();
        String form = block.getInfo();
        Set<String> needed = new TreeSet<>();
        if (!List.of("java", "xml", "yaml", "properties").contains(form)) {
            return needed;
        }
        addAll(needed, SCHEMES, text, CATALOG.findComponentNames(), CATALOG::componentModel);
        addAll(needed, LANGUAGES, text, CATALOG.findLanguageNames(), CATALOG::languageModel);
        addAll(needed, DATA_FORMATS, text, CATALOG.findDataFormatNames(), CATALOG::dataFormatModel);
        if (STEP.matcher(text).find()) {
            needed.add("camel-bean");
        }
        Pattern routes = FORMS_OF_ROUTES.get(form);
        if (routes != null && routes.matcher(text).find()) {
            needed.add(ARTIFACT_OF_FORM.get(form));
        }
        return needed;
    }

    private static void addAll(
            Set<String> needed,
            List<Pattern> places,
            String text,
            Collection<String> known,
            Function<String, ? extends @Nullable ArtifactModel<?>> model) {
        for (Pattern place : places) {
            Matcher matcher = place.matcher(text);
            while (matcher.find()) {
                ArtifactModel<?> found = known.contains(matcher.group(1)) ? model.apply(matcher.group(1)) : null;
                if (found != null) {
                    needed.add(found.getArtifactId());
                }
            }
        }
    }
}
