// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import morfologik.stemming.Dictionary;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/**
 * British English by the dictionary of LanguageTool, and the words of this project. Code, names in camel case, words with
 * digits and abbreviations in capitals are left out.
 */
final class Speller {

    private static final String DICTIONARY = "/org/languagetool/resource/en/hunspell/en_GB.";
    private static final Pattern WORD = Pattern.compile("[\\p{IsLatin}\\p{N}_]+(?:['’][\\p{IsLatin}]+)*");
    private static final Pattern CHECKED = Pattern.compile("\\p{Lu}?\\p{Ll}+(?:['’]\\p{Ll}+)*");

    private static final Pattern POSSESSIVE = Pattern.compile("['’]s$");

    private final morfologik.speller.Speller dictionary;
    private final Set<String> ownWords;
    private final Map<String, Boolean> known = new HashMap<>();

    Speller(Set<String> ownWords) {
        this.ownWords = ownWords;
        try (InputStream words = resource("dict");
                InputStream facts = resource("info")) {
            dictionary = new morfologik.speller.Speller(Dictionary.read(words, facts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String ending) {
        return Objects.requireNonNull(Speller.class.getResourceAsStream(DICTIONARY + ending), ending);
    }

    /** The words of a file, one a line. */
    static Set<String> words(Path file) {
        try {
            return new HashSet<>(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        for (Text text : page.all(Text.class)) {
            boolean address = text.getParent() instanceof Link link
                    && link.getDestination().equals(text.getLiteral());
            if (!address) {
                misspelt(text.getLiteral())
                        .forEach(word -> faults.add(page.fault(text, "spelling", "a word", "'" + word + "'")));
            }
        }
        return faults;
    }

    /** The words of a text that neither the dictionary nor the project knows. */
    List<String> misspelt(String text) {
        List<String> misspelt = new ArrayList<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = POSSESSIVE.matcher(words.group()).replaceFirst("");
            if (CHECKED.matcher(word).matches() && !known.computeIfAbsent(word, this::isKnown)) {
                misspelt.add(word);
            }
        }
        return misspelt;
    }

    private boolean isKnown(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return ownWords.contains(word)
                || ownWords.contains(lower)
                || !dictionary.isMisspelled(word)
                || !dictionary.isMisspelled(lower);
    }
}
