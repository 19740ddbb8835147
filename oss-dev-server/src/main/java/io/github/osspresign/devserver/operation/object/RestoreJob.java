// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a RestoreObject request asks for.
 *
 * @param days how long the object stays readable
 * @param tier priority, or null for a storage class that has none
 */
record RestoreJob(int days, @Nullable String tier) {

    private static final String ROOT = "RestoreRequest";
    private static final String STANDARD = "Standard";
    private static final String ARCHIVE = "Archive";
    private static final int MAX_DAYS_OF_ARCHIVE = 7;
    private static final int MAX_DAYS = 365;

    private static final Map<String, Set<String>> TIERS = Map.of(
            "ColdArchive", Set.of("Expedited", STANDARD, "Bulk"),
            "DeepColdArchive", Set.of("Expedited", STANDARD));

    /** Reads the body for an object of an archive class. An empty body is a job of one day. */
    static RestoreJob read(byte[] body, String storageClass) {
        if (body.length == 0) {
            return new RestoreJob(1, TIERS.containsKey(storageClass) ? STANDARD : null);
        }
        XmlElement xml = XmlBody.parse(body, ROOT);
        if (!xml.hasOnly("Days", "JobParameters")) {
            throw XmlBody.malformed();
        }
        return new RestoreJob(days(xml.text("Days"), storageClass), tier(xml.children("JobParameters"), storageClass));
    }

    private static int days(@Nullable String text, String storageClass) {
        if (text == null) {
            return 1;
        }
        boolean isArchive = storageClass.equals(ARCHIVE);
        int max = isArchive ? MAX_DAYS_OF_ARCHIVE : MAX_DAYS;
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > max) {
            throw invalid("Days", text, isArchive ? "0016-00000708" : "0016-00000704");
        }
        return Integer.parseInt(digits);
    }

    private static @Nullable String tier(List<XmlElement> parameters, String storageClass) {
        Set<String> allowed = TIERS.get(storageClass);
        if (parameters.isEmpty()) {
            return allowed == null ? null : STANDARD;
        }
        // OSS takes no job parameters for objects of the class Archive.
        if (allowed == null || !parameters.get(0).hasOnly("Tier")) {
            throw XmlBody.malformed();
        }
        String tier = parameters.get(0).text("Tier");
        if (tier != null && !allowed.contains(tier)) {
            throw invalid("Tier", tier, "0016-00000703");
        }
        return tier == null ? STANDARD : tier;
    }

    private static OssException invalid(String name, String value, String ec) {
        return OssErrorCode.INVALID_ARGUMENT.error().ec(ec).argument(name, value);
    }
}
