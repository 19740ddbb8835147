// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options in a properties file in UTF-8, under their names without the hyphens. A repeatable option has its values
 * separated by commas, or numbered: {@code bucket.1}, {@code bucket.2}.
 */
final class OptionFile {

    /** The option that names the file. */
    static final String OPTION = "--config";

    static final String HELP = "--help";

    private static final Pattern NAME = Pattern.compile("([^.]+)(?:\\.([0-9]{1,9}))?");

    private final CommandLine command;
    private final Path file;

    private OptionFile(CommandLine command, Path file) {
        this.command = command;
        this.file = file;
    }

    /**
     * Returns the arguments, preceded by the options of the file that they name. An option on the command line
     * overrides the same option in the file.
     *
     * @throws ParameterException if an argument or a line of the file is wrong
     * @throws UncheckedIOException if the file cannot be read
     */
    static String[] expand(CommandLine command, String... arguments) {
        ParseResult given = command.parseArgs(arguments);
        Path file = given.matchedOptionValue(OPTION, (Path) null);
        List<String> expanded = new ArrayList<>();
        if (file != null) {
            new OptionFile(command, file).read().forEach((option, values) -> {
                if (!given.hasMatchedOption(option)) {
                    expanded.addAll(values);
                }
            });
        }
        Collections.addAll(expanded, arguments);
        return expanded.toArray(String[]::new);
    }

    /** Returns the arguments for each option in the file. */
    private Map<OptionSpec, List<String>> read() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
        Map<OptionSpec, Map<Integer, List<String>>> numbered = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            Matcher matcher = NAME.matcher(name);
            OptionSpec option = matcher.matches() ? option(matcher.group(1)) : null;
            if (option == null) {
                throw wrong("must be the name of an option without hyphens, but neither config nor help, was " + name);
            }
            if (matcher.group(2) != null && !option.isMultiValue()) {
                throw wrong("must be " + matcher.group(1) + " without a number, was " + name);
            }
            String value = properties.getProperty(name).strip();
            numbered.computeIfAbsent(option, any -> new TreeMap<>())
                    .put(matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)), arguments(option, value));
        }
        Map<OptionSpec, List<String>> arguments = new LinkedHashMap<>();
        numbered.forEach((option, lists) -> arguments.put(
                option, lists.values().stream().flatMap(List::stream).toList()));
        return arguments;
    }

    private @Nullable OptionSpec option(String name) {
        OptionSpec option = command.getCommandSpec().findOption("--" + name);
        return List.of(OPTION, HELP).contains("--" + name) ? null : option;
    }

    private List<String> arguments(OptionSpec option, String value) {
        String name = option.longestName();
        if (option.arity().max() == 0) {
            if (!value.equals("true") && !value.equals("false")) {
                throw wrong(name + " must be true or false, was " + value);
            }
            return value.equals("true") ? List.of(name) : List.of();
        }
        List<String> values = option.isMultiValue() ? List.of(value.split("\\s*,\\s*", -1)) : List.of(value);
        return values.stream().map(one -> name + "=" + one).toList();
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(command, "option in " + file + ": " + problem);
    }
}
