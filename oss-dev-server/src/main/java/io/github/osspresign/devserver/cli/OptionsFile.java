package io.github.osspresign.devserver.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options in a properties file of UTF-8. An option that may be repeated has its values with commas between, or
 * numbered: {@code bucket.1}, {@code bucket.2}.
 */
final class OptionsFile {

    private static final Pattern NAME = Pattern.compile("([^.]+)(?:\\.([0-9]{1,9}))?");

    private OptionsFile() {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException naming the option and what is allowed
     * @throws UncheckedIOException if the file cannot be read
     */
    static Map<Option, List<String>> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
        Map<Option, Map<Integer, List<String>>> numbered = new EnumMap<>(Option.class);
        for (String name : properties.stringPropertyNames()) {
            Matcher matcher = NAME.matcher(name);
            Option option = matcher.matches() ? Option.named(matcher.group(1)) : null;
            if (option == null || option == Option.CONFIG || option == Option.HELP) {
                throw new IllegalArgumentException("option in " + file + ": expected one of " + Option.names()
                        + " without the hyphens in front, but neither --config nor --help, but was " + name);
            }
            if (matcher.group(2) != null && !option.isRepeatable()) {
                throw new IllegalArgumentException(
                        "option in " + file + ": expected " + option.key() + " without a number but was " + name);
            }
            String value = properties.getProperty(name).strip();
            numbered.computeIfAbsent(option, any -> new TreeMap<>())
                    .put(
                            matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)),
                            option.isRepeatable() ? List.of(value.split("\\s*,\\s*", -1)) : List.of(value));
        }
        Map<Option, List<String>> values = new EnumMap<>(Option.class);
        numbered.forEach((option, lists) -> {
            List<String> all = new ArrayList<>();
            lists.values().forEach(all::addAll);
            values.put(option, all);
        });
        return values;
    }
}
