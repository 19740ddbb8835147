// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A monitor of the core is held for a moment only. A virtual thread that waits inside {@code synchronized} keeps its carrier
 * (up to JDK 23), and a platform thread there cannot be interrupted.
 */
@AnalyzeClasses(
        packages = {
            "io.github.osspresign.error",
            "io.github.osspresign.sign",
            "io.github.osspresign.link",
            "io.github.osspresign.oss",
            "io.github.osspresign.transfer"
        },
        importOptions = DoNotIncludeTests.class)
class LockingTest {

    private static final Pattern BLOCK = Pattern.compile("\\bsynchronized *\\(");
    private static final Pattern WAITING_METHOD = Pattern.compile(
            "wait|sleep|join|await|get|acquire|take|put|lock|lockInterruptibly|invokeAll|execute|run|call|schedule\\w*|cancel");
    private static final DescribedPredicate<JavaClass> WAITING_CLASS = resideInAnyPackage(
                    "java.util.concurrent", "java.util.concurrent.locks")
            .and(notCollections());
    private static final DescribedPredicate<JavaClass> INPUT_OR_OUTPUT =
            resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "org.apache.hc..");
    private static final Set<Class<?>> FOREIGN =
            Set.of(ProgressListener.class, LinkRefresher.class, DownloadFilter.class, UploadSource.class);

    @ArchTest
    static void synchronizedMethodsNeitherWaitNorCallForeignCode(JavaClasses core) {
        List<String> waits = new ArrayList<>();
        core.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                .forEach(method -> addWaits(method, waits));
        assertThat(waits).isEmpty();
    }

    /** The rule above does not see synchronized blocks. */
    @Test
    void noBlockIsSynchronized() throws IOException {
        Path root = Path.of("src/main/java/io/github/osspresign");
        List<String> blocks = new ArrayList<>();
        for (String folder : List.of("error", "sign", "link", "oss", "transfer")) {
            try (Stream<Path> sources = Files.walk(root.resolve(folder))) {
                sources.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> BLOCK.matcher(content(file)).find())
                        .forEach(file -> blocks.add(root.relativize(file).toString()));
            }
        }
        assertThat(blocks).isEmpty();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Follows the calls of a method inside the core. */
    private static void addWaits(JavaCodeUnit method, List<String> waits) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> reached = new ArrayDeque<>(List.of(method));
        while (!reached.isEmpty()) {
            JavaCodeUnit next = reached.poll();
            if (!seen.add(next)) {
                continue;
            }
            next.getCallsFromSelf().forEach(call -> {
                CodeUnitCallTarget target = call.getTarget();
                if (isWait(target)) {
                    waits.add(method.getFullName() + " reaches " + target.getFullName());
                }
                target.resolveMember()
                        .filter(member -> member.getOwner().getPackageName().startsWith("io.github.osspresign"))
                        .ifPresent(reached::add);
            });
        }
    }

    private static boolean isWait(CodeUnitCallTarget target) {
        JavaClass owner = target.getOwner();
        boolean waits = WAITING_METHOD.matcher(target.getName()).matches()
                && (WAITING_CLASS.test(owner)
                        || owner.isEquivalentTo(Object.class)
                        || owner.isEquivalentTo(Thread.class));
        boolean isException = owner.isAssignableTo(Throwable.class);
        return waits
                || (INPUT_OR_OUTPUT.test(owner) && !isException)
                || FOREIGN.stream().anyMatch(owner::isAssignableTo);
    }

    private static DescribedPredicate<JavaClass> notCollections() {
        return DescribedPredicate.not(DescribedPredicate.describe(
                "collections",
                type -> type.isAssignableTo(java.util.Map.class) || type.isAssignableTo(Iterable.class)));
    }
}
