// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.store.BucketInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What OSS refuses in the rules of PutBucketLifecycle: times and storage classes that contradict each other, tags, and
 * rules that do the same with the same objects.
 */
final class LifecycleRules {

    private static final String STORAGE_CLASS = "StorageClass";
    private static final String CREATED_BEFORE = "CreatedBeforeDate";

    /** Storage classes of transitions, from warm to cold. */
    private static final List<String> COLDER = List.of("IA", "Archive", "ColdArchive", "DeepColdArchive");

    private static final String ABORT = "AbortMultipartUpload";
    private static final List<String> DATED = List.of("Expiration", "Transition", ABORT);
    private static final List<String> ACTIONS =
            List.of("Expiration", "Transition", "NoncurrentVersionExpiration", "NoncurrentVersionTransition", ABORT);

    // Longer keys and values are accepted; such a rule applies to no object.
    private static final Pattern TAG = Pattern.compile(ObjectTags.CHARACTER + "*");

    private LifecycleRules() {}

    /** Throws the error of OSS if one of the rules is invalid, or if rules overlap and the request does not allow it. */
    static void check(XmlElement configuration, BucketDocument.Target target) {
        List<XmlElement> rules = configuration.children("Rule");
        for (XmlElement rule : rules) {
            checkTimes(rule.children("Transition"), rule.child("Expiration"), "Days");
            checkTimes(
                    rule.children("NoncurrentVersionTransition"),
                    rule.child("NoncurrentVersionExpiration"),
                    "NoncurrentDays");
            rule.children(ABORT).forEach(abortion -> days(abortion, "Days", 0));
            checkDates(rule);
            checkTags(rule.children("Tag"));
            rule.children("Filter").stream()
                    .flatMap(filter -> filter.children("Not").stream())
                    .forEach(not -> checkTags(not.children("Tag")));
        }
        boolean mayOverlap = "true".equalsIgnoreCase(target.request().header("x-oss-allow-same-action-overlap"));
        for (String action : mayOverlap ? List.of(ABORT) : ACTIONS) {
            checkOverlap(action, rules);
        }
    }

    /** Returns whether the bucket has a rule that needs the time of the last access. */
    static boolean useAccessTime(BucketInfo bucket) {
        XmlElement configuration = StoredDocument.xml(bucket, "lifecycle");
        return configuration != null
                && configuration.children("Rule").stream()
                        .flatMap(rule -> Stream.of("Transition", "NoncurrentVersionTransition")
                                .flatMap(name -> rule.children(name).stream()))
                        .anyMatch(transition -> "true".equals(transition.text("IsAccessTime")));
    }

    /** Checks that no two rules do the same with the objects of a prefix and tags. Tags must be the same to be compared. */
    private static void checkOverlap(String action, List<XmlElement> rules) {
        List<String> scopes = new ArrayList<>();
        for (XmlElement rule : rules) {
            String tags = rule.children("Tag").stream()
                    .map(tag -> tag.text("Key") + "=" + tag.text("Value"))
                    .sorted()
                    .collect(Collectors.joining("&"));
            for (XmlElement done : rule.children(action)) {
                scopes.add(done.text(STORAGE_CLASS) + "&" + tags + "\n"
                        + Objects.requireNonNullElse(rule.text("Prefix"), ""));
            }
        }
        // In this order, a scope that contains others is followed by one of them.
        Collections.sort(scopes);
        for (int i = 1; i < scopes.size(); i++) {
            if (scopes.get(i).startsWith(scopes.get(i - 1))) {
                throw OssErrorCode.INVALID_REQUEST.error("Overlap for same action type " + action);
            }
        }
    }

    /** Checks that dates are midnights in UTC. */
    private static void checkDates(XmlElement rule) {
        for (String name : DATED) {
            for (XmlElement dated : rule.children(name)) {
                String date = dated.text(CREATED_BEFORE);
                if (date != null && !isMidnight(date)) {
                    throw invalid(CREATED_BEFORE, date);
                }
            }
        }
    }

    private static boolean isMidnight(String date) {
        try {
            return DateTimeFormatter.ISO_INSTANT.parse(date, Instant::from).getEpochSecond() % 86_400 == 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Checks that objects move to ever colder classes, and end only afterwards. */
    private static void checkTimes(List<XmlElement> transitions, @Nullable XmlElement expiration, String unit) {
        int end = expiration == null ? Integer.MAX_VALUE : days(expiration, unit, Integer.MAX_VALUE);
        int[] starts = new int[COLDER.size()];
        for (XmlElement transition : transitions) {
            String storageClass = transition.text(STORAGE_CLASS);
            int coldness = storageClass == null ? -1 : COLDER.indexOf(storageClass);
            if (coldness < 0) {
                throw invalid(STORAGE_CLASS, storageClass);
            }
            boolean mixed = expiration != null
                    && ((expiration.text(CREATED_BEFORE) != null && transition.text(unit) != null)
                            || (expiration.text(unit) != null && transition.text(CREATED_BEFORE) != null));
            if (mixed) {
                throw OssErrorCode.INVALID_REQUEST.error("A rule must have either days or dates.");
            }
            starts[coldness] = days(transition, unit, 0);
            if (starts[coldness] >= end) {
                throw invalid(unit, transition.text(unit));
            }
        }
        int warmer = 0;
        for (int start : starts) {
            if (start > 0 && start <= warmer) {
                throw invalid(unit, Integer.toString(start));
            }
            warmer = Math.max(warmer, start);
        }
    }

    /** Returns the days of an element, or the other number if it has none. */
    private static int days(XmlElement element, String unit, int other) {
        String days = element.text(unit);
        if (days == null) {
            return other;
        }
        if (!days.matches("[1-9][0-9]{0,8}")) {
            throw invalid(unit, days);
        }
        return Integer.parseInt(days);
    }

    private static void checkTags(List<XmlElement> tags) {
        Set<String> keys = new HashSet<>();
        for (XmlElement tag : tags) {
            String key = XmlBody.required(tag.text("Key"));
            String value = XmlBody.required(tag.text("Value"));
            if (!keys.add(key)) {
                throw XmlBody.malformed();
            }
            for (String text : List.of(key, value)) {
                if (!TAG.matcher(text).matches()) {
                    throw invalid("Tag", text);
                }
            }
        }
    }

    private static RuntimeException invalid(String name, @Nullable String value) {
        return OssErrorCode.INVALID_ARGUMENT.error().argument(name, value == null ? "" : value);
    }
}
