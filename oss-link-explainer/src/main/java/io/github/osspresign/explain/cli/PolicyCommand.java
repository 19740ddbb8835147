// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.BucketName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints the policy that lets a RAM user, a role or a session sign certain links, and nothing else. */
@Command(
        name = "policy",
        description = "Prints the RAM policy that the signer of certain links needs, as JSON.",
        mixinStandardHelpOptions = true,
        // Otherwise picocli asks for the URL of the parent; with it, nothing is required.
        helpCommand = true,
        sortOptions = false,
        usageHelpWidth = 110)
final class PolicyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "TASK",
            converter = TaskConverter.class,
            description = "What the links are for: ${COMPLETION-CANDIDATES}.")
    private List<LinkTask> tasks = List.of();

    @Option(names = "--bucket", paramLabel = "NAME", description = "Bucket of the objects. Required.")
    private String bucket = "";

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Beginning of the object keys, such as share/. All keys without it.")
    private String prefix = "";

    @Override
    public Integer call() {
        if (tasks.isEmpty()) {
            throw invalid("TASK: must be one or several of " + tasks() + ", was none");
        }
        if (!BucketName.isValid(bucket)) {
            throw invalid("--bucket: must be the name of a bucket, was " + Quoted.of(bucket));
        }
        // The others have a meaning in a policy or in JSON.
        if (!prefix.matches("[^*?$\"\\\\\\p{Cntrl}]*")) {
            throw invalid("--prefix: must not contain * ? $ \" \\ or control characters, was " + Quoted.of(prefix));
        }
        commandSpec().commandLine().getOut().println(policy());
        return 0;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(commandSpec().commandLine(), message);
    }

    private String policy() {
        Set<LinkTask> asked = EnumSet.copyOf(tasks);
        List<String> statements = new ArrayList<>();
        Set<String> ofObjects = asked.stream()
                .filter(task -> !task.isOfBucket())
                .flatMap(task -> task.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!ofObjects.isEmpty()) {
            statements.add(statement(ofObjects, "/" + prefix + "*", ""));
        }
        if (asked.contains(LinkTask.LIST)) {
            statements.add(statement(LinkTask.LIST.actions(), "", prefix.isEmpty() ? "" : condition()));
        }
        return "{\n  \"Version\": \"1\",\n  \"Statement\": [\n" + String.join(",\n", statements) + "\n  ]\n}";
    }

    private String statement(Iterable<String> actions, String objects, String condition) {
        return "    {\n      \"Effect\": \"Allow\",\n      \"Action\": [\"" + String.join("\", \"", actions)
                + "\"],\n      \"Resource\": [\"acs:oss:*:*:" + bucket + objects + "\"]" + condition + "\n    }";
    }

    private String condition() {
        return ",\n      \"Condition\": {\"StringLike\": {\"oss:Prefix\": [\"" + prefix + "*\"]}}";
    }

    private static String tasks() {
        return Stream.of(LinkTask.values()).map(LinkTask::toString).collect(Collectors.joining(", "));
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }

    /** Converts the name of a task. */
    static final class TaskConverter implements ITypeConverter<LinkTask> {

        @Override
        public LinkTask convert(String name) {
            return Stream.of(LinkTask.values())
                    .filter(task -> task.toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be one of " + tasks() + ", was " + name));
        }
    }
}
