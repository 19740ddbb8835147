// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What OSS refuses in configurations that are XML with the right root element, and which defaults it adds.
 */
final class DocumentRules {

    private static final Set<String> STATES = Set.of("Enabled", "Disabled");
    private static final Set<String> TRUTH_VALUES = Set.of("true", "false");
    private static final Set<String> PAYERS = Set.of("BucketOwner", "Requester");

    private DocumentRules() {}

    /** The payer is the owner of the bucket or the requester. */
    static void requestPayment(XmlElement configuration) {
        if (!PAYERS.contains(XmlBody.required(configuration.text("Payer")))) {
            throw XmlBody.malformed();
        }
    }

    /** Access is monitored or not. It must be while a lifecycle rule needs the time of the last access. */
    static void accessMonitor(XmlElement configuration, BucketDocument.Target target) {
        String status = XmlBody.required(configuration.text("Status"));
        if (!STATES.contains(status)) {
            throw XmlBody.malformed();
        }
        if (status.equals("Disabled") && LifecycleRules.useAccessTime(target.holder())) {
            throw OssErrorCode.ACCESS_MONITOR_DISABLE_NOT_ALLOWED.error();
        }
    }

    /** The element is true or false. */
    static void truth(XmlElement configuration, String name) {
        String value = XmlBody.required(configuration.text(name));
        if (!TRUTH_VALUES.contains(value.toLowerCase(Locale.ROOT))) {
            throw XmlBody.malformed();
        }
    }

    /** The capacity is a number of gigabytes, or -1 without a limit. */
    static void storageCapacity(XmlElement configuration) {
        String capacity = XmlBody.required(configuration.text("StorageCapacity"));
        if (!capacity.matches("-1|[0-9]{1,18}")) {
            throw invalid("StorageCapacity");
        }
    }

    /**
     * An inventory needs an existing bucket for its reports, and encrypts them in one way at most. The storage classes of
     * its filter are sorted.
     */
    static void inventory(XmlElement configuration, BucketDocument.Target target) {
        XmlElement destination = descendant(configuration, "Destination", "OSSBucketDestination");
        if (destination == null
                || !target.hasBucket(String.valueOf(destination.text("Bucket")).replaceFirst("^acs:oss:::", ""))) {
            throw invalid("Destination");
        }
        XmlElement encryption = destination.child("Encryption");
        if (encryption != null && encryption.child("SSE-OSS") != null && encryption.child("SSE-KMS") != null) {
            throw invalid("Encryption");
        }
        XmlElement filter = configuration.child("Filter");
        String classes = filter == null ? null : filter.text("StorageClass");
        if (filter != null && classes != null) {
            filter.setText(
                    "StorageClass",
                    Arrays.stream(classes.split(",", -1)).sorted().collect(Collectors.joining(",")));
        }
    }

    /** Referers are compared without their query unless the document says otherwise. */
    static void referer(XmlElement configuration) {
        configuration.addMissing("AllowTruncateQueryString", "true");
    }

    /** A redirection is external by default. */
    static void website(XmlElement configuration) {
        for (XmlElement rules : configuration.children("RoutingRules")) {
            for (XmlElement rule : rules.children("RoutingRule")) {
                if (!XmlBody.required(rule.text("RuleNumber")).matches("[1-9][0-9]{0,8}")) {
                    throw invalid("RuleNumber");
                }
                for (XmlElement redirect : rule.children("Redirect")) {
                    redirect.addMissing("RedirectType", "External");
                    if ("Mirror".equals(redirect.text("RedirectType"))) {
                        mirror(rule, redirect);
                    }
                }
            }
        }
    }

    /** A rule with back-to-origin applies to missing objects only, unless it has a script. */
    private static void mirror(XmlElement rule, XmlElement redirect) {
        XmlElement status = descendant(rule, "Condition", "HttpErrorCodeReturnedEquals");
        if (rule.child("LuaConfig") == null && (status == null || !status.text().equals("404"))) {
            throw invalid("HttpErrorCodeReturnedEquals");
        }
        String passed = redirect.text("MirrorPassQueryString");
        redirect.addMissing("PassQueryString", "false");
        if (passed != null) {
            // It has priority.
            redirect.setText("PassQueryString", passed);
        }
        redirect.addMissing("MirrorPassQueryString", "false");
        redirect.addMissing("MirrorFollowRedirect", "true");
        redirect.addMissing("MirrorCheckMd5", "false");
        redirect.addMissing("MirrorPassOriginalSlashes", "false");
        XmlElement headers = redirect.child("MirrorHeaders");
        if (headers != null) {
            headers.addMissing("PassAll", "false");
        }
    }

    /** Logs need a bucket that exists, and have an empty prefix by default. A document without a target turns them off. */
    static void logging(XmlElement status, BucketDocument.Target target) {
        for (XmlElement enabled : status.children("LoggingEnabled")) {
            if (!target.hasBucket(XmlBody.required(enabled.text("TargetBucket")))) {
                throw OssErrorCode.INVALID_TARGET_BUCKET_FOR_LOGGING.error();
            }
            enabled.addMissing("TargetPrefix", "");
        }
    }

    /** Returns the element at this path, or null. */
    private static @Nullable XmlElement descendant(XmlElement element, String... path) {
        XmlElement found = element;
        for (String name : path) {
            found = found == null ? null : found.child(name);
        }
        return found;
    }

    private static RuntimeException invalid(String name) {
        return OssErrorCode.INVALID_ARGUMENT.error().with("ArgumentName", name);
    }
}
