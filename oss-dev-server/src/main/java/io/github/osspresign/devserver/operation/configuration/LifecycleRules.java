// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What OSS refuses in the rules of PutBucketLifecycle: times and storage classes that contradict each other, and tags. */
final class LifecycleRules {

    private static final String STORAGE_CLASS = "StorageClass";
    private static final String CREATED_BEFORE = "CreatedBeforeDate";

    /** Storage classes of transitions, from warm to cold. */
    private static final List<String> COLDER = List.of("IA", "Archive", "ColdArchive", "DeepColdArchive");

    // Longer keys and values are accepted; such a rule applies to no object.
    private static final Pattern TAG = Pattern.compile(ObjectTags.CHARACTER + "*");

    private LifecycleRules() {}

    /** Throws the error of OSS if one of the rules is invalid. */
    static void check(XmlElement configuration) {
        for (XmlElement rule : configuration.children("Rule")) {
            checkTimes(rule.children("Transition"), rule.child("Expiration"), "Days");
            checkTimes(
                    rule.children("NoncurrentVersionTransition"),
                    rule.child("NoncurrentVersionExpiration"),
                    "NoncurrentDays");
            checkTags(rule.children("Tag"));
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
