// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.setting;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule for the server-side encryption of new objects in a bucket: algorithm, KMS key and algorithm of KMS. */
public record BucketEncryption(
        String algorithm, @Nullable String keyId, @Nullable String dataEncryption) {

    /** Name of the bucket setting that holds the rule as XML. */
    public static final String SETTING = StoredDocument.setting("encryption");

    /** ID of the key that KMS creates for OSS. A request that names no key uses it. */
    public static final String DEFAULT_KEY_ID = "00000000-0000-4000-8000-000000000000";

    private static final String ROOT = "ServerSideEncryptionRule";
    private static final String DEFAULT = "ApplyServerSideEncryptionByDefault";
    private static final String ALGORITHM = "SSEAlgorithm";
    private static final String KEY_ID = "KMSMasterKeyID";
    private static final String DATA_ENCRYPTION = "KMSDataEncryption";

    private static final String KMS = "KMS";
    private static final Set<String> ALGORITHMS = Set.of("AES256", "SM4", KMS);

    /** Reads the document of PutBucketEncryption, or throws the error of OSS. */
    public static BucketEncryption parse(byte[] document) {
        List<XmlElement> rules = XmlBody.parse(document, ROOT).children(DEFAULT);
        if (rules.size() != 1) {
            throw XmlBody.malformed();
        }
        XmlElement rule = rules.get(0);
        BucketEncryption encryption = new BucketEncryption(
                XmlBody.required(rule.text(ALGORITHM)), text(rule, KEY_ID), text(rule, DATA_ENCRYPTION));
        encryption.check();
        return encryption.algorithm.equals(KMS) ? encryption : new BucketEncryption(encryption.algorithm, null, null);
    }

    private static @Nullable String text(XmlElement rule, String name) {
        String text = rule.text(name);
        return text == null || text.isEmpty() ? null : text;
    }

    private void check() {
        if (!ALGORITHMS.contains(algorithm)) {
            throw OssErrorCode.INVALID_ENCRYPTION_ALGORITHM.error().with("ArgumentValue", algorithm);
        }
        if (keyId != null && !algorithm.equals(KMS)) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(KEY_ID, keyId);
        }
    }

    /** Throws InvalidArgument if the rule names a key that KMS does not have, unless any key is accepted. */
    public void requireKnownKey(ServiceRules rules) {
        if (keyId != null && !keyId.equals(DEFAULT_KEY_ID) && !rules.holds(Assumption.UNKNOWN_KMS_KEY_IS_ACCEPTED)) {
            throw OssErrorCode.INVALID_ARGUMENT.error().ec("0005-00000208").argument(KEY_ID, keyId);
        }
    }

    /** Returns the rule of the bucket, or null if it has none. */
    public static @Nullable BucketEncryption of(BucketInfo bucket) {
        String setting = bucket.settings().get(SETTING);
        return setting == null ? null : parse(StoredDocument.ofSetting(setting));
    }

    /** Returns the document that PutBucketEncryption would have. */
    public byte[] document() {
        return XmlDocument.of(ROOT, xml -> xml.element(DEFAULT, this::writeContent));
    }

    /** Writes the rule of the bucket as an element of GetBucketInfo. */
    public static void write(XmlDocument xml, BucketInfo bucket) {
        BucketEncryption encryption = of(bucket);
        xml.element(ROOT, rule -> {
            if (encryption == null) {
                rule.element(ALGORITHM, "None");
            } else {
                encryption.writeContent(rule);
            }
        });
    }

    private void writeContent(XmlDocument rule) {
        rule.element(ALGORITHM, algorithm);
        if (keyId != null) {
            rule.element(KEY_ID, keyId);
        }
        if (dataEncryption != null) {
            rule.element(DATA_ENCRYPTION, dataEncryption);
        }
    }
}
