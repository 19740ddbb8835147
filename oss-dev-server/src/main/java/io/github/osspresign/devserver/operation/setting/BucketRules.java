// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.setting;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for the names and the settings of buckets. */
public final class BucketRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");

    public static final String STORAGE_CLASS = "storageClass";
    public static final String REDUNDANCY = "redundancy";
    public static final String RESOURCE_GROUP = "resourceGroup";

    public static final String RESOURCE_GROUP_HEADER = "x-oss-resource-group-id";
    public static final String ACL = "acl";

    public static final String STANDARD = "Standard";
    public static final String LRS = "LRS";

    private static final String DEFAULT_RESOURCE_GROUP = "rg-default-id";
    private static final String PUBLIC_ACCESS_BLOCK = "publicAccessBlock";
    private static final String PRIVATE = "private";
    private static final Set<String> ACLS = Set.of(PRIVATE, "public-read", "public-read-write", "authenticated-read");

    private BucketRules() {}

    /** Returns whether the name is 3 to 63 lower-case letters, digits, hyphens and (in old buckets) underscores. */
    public static boolean isValidName(String bucket) {
        return NAME.matcher(bucket).matches();
    }

    /** Throws the error of OSS if no resource group can have this ID, or if the rules say that there is only the default one. */
    public static void requireResourceGroup(String id, ServiceRules rules) {
        if (!id.startsWith("rg-")) {
            throw OssErrorCode.INVALID_ARGUMENT.error().ec("0039-00000002").argument("ResourceGroupId", id);
        }
        if (!id.equals(DEFAULT_RESOURCE_GROUP) && !rules.holds(Assumption.UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED)) {
            throw OssErrorCode.RESOURCE_GROUP_ID_PRE_CHECK_ERROR.error().ec("0039-00000003");
        }
    }

    /** Throws AccessDenied if the bucket blocks public access and the ACL allows it. */
    public static void refuseBlocked(String acl, BucketInfo bucket) {
        if (acl.startsWith("public") && blocksPublicAccess(bucket)) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("Put public bucket acl is not allowed")
                    .withDiagnosis("The bucket blocks public access, as every new bucket does unless"
                            + " NEW_BUCKET_BLOCKS_PUBLIC_ACCESS is false (--assume). Allow it with"
                            + " PutBucketPublicAccessBlock first.");
        }
    }

    /** Returns the bucket, or throws InvalidBucketName or NoSuchBucket. */
    public static BucketInfo requireExisting(ObjectStore store, String bucket) {
        requireValidName(bucket);
        BucketInfo info = store.bucket(bucket);
        if (info == null) {
            throw noSuchBucket(bucket);
        }
        return info;
    }

    public static OssException noSuchBucket(String bucket) {
        return OssErrorCode.NO_SUCH_BUCKET.error().ec("0015-00000101").with("BucketName", bucket);
    }

    public static void requireValidName(String bucket) {
        if (!isValidName(bucket)) {
            throw OssErrorCode.INVALID_BUCKET_NAME.error().with("BucketName", bucket);
        }
    }

    public static String storageClass(BucketInfo bucket) {
        return bucket.settings().getOrDefault(STORAGE_CLASS, STANDARD);
    }

    public static String redundancy(BucketInfo bucket) {
        return bucket.settings().getOrDefault(REDUNDANCY, LRS);
    }

    public static String resourceGroup(BucketInfo bucket) {
        return bucket.settings().getOrDefault(RESOURCE_GROUP, DEFAULT_RESOURCE_GROUP);
    }

    public static String acl(BucketInfo bucket) {
        return bucket.settings().getOrDefault(ACL, PRIVATE);
    }

    /** Returns whether the bucket denies every anonymous request, whatever its ACL. */
    public static boolean blocksPublicAccess(BucketInfo bucket) {
        return "true".equals(StoredDocument.text(bucket, PUBLIC_ACCESS_BLOCK, "BlockPublicAccess", "false"));
    }

    /**
     * Returns a new bucket with these settings, and not with those of one of its name that was deleted meanwhile. By the
     * rules, it may block public access; then, throws AccessDenied for a public ACL.
     */
    public static BucketInfo created(BucketInfo named, Map<String, String> settings, ServiceRules rules) {
        BucketInfo bucket = new BucketInfo(named.name(), named.createdAt(), settings);
        if (!rules.holds(Assumption.NEW_BUCKET_BLOCKS_PUBLIC_ACCESS)) {
            return bucket;
        }
        byte[] document =
                XmlDocument.of("PublicAccessBlockConfiguration", xml -> xml.element("BlockPublicAccess", "true"));
        BucketInfo blocking =
                bucket.with(StoredDocument.setting(PUBLIC_ACCESS_BLOCK), StoredDocument.toSetting(document));
        refuseBlocked(acl(blocking), blocking);
        return blocking;
    }

    /** Returns whether objects of the class Archive are readable without RestoreObject. */
    public static boolean readsArchiveDirectly(BucketInfo bucket) {
        return "true".equals(StoredDocument.text(bucket, "bucketArchiveDirectRead", "Enabled", "false"));
    }

    /** Returns the ACL, which is private for an empty text, or throws InvalidArgument if it does not exist. */
    public static String requireAcl(String acl) {
        if (acl.isEmpty()) {
            return PRIVATE;
        }
        if (!ACLS.contains(acl)) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument("x-oss-acl", acl);
        }
        return acl;
    }
}
