// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.CopySource;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.DeleteMarker;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.ObjectVersion;
import io.github.osspresign.devserver.store.OpenObject;
import io.github.osspresign.devserver.store.Versioning;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version that a request asks for: the one in {@code versionId}, or the newest. */
public record RequestedVersion(
        String bucket, String key, @Nullable String versionId) {

    public static final String PARAMETER = "versionId";

    public static final String DELETE_MARKER = "x-oss-delete-marker";

    private static final String VERSION_ID = "x-oss-version-id";
    private static final String SOURCE_VERSION_ID = "x-oss-copy-source-version-id";

    private static final Pattern VALID_ID = Pattern.compile("null|[A-Za-z0-9]{32,64}");

    public static RequestedVersion of(OssRequest request) {
        String versionId = request.query().first(PARAMETER);
        if (versionId != null && versionId.isEmpty()) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A version id is not empty.")
                    .with("ArgumentName", PARAMETER);
        }
        return new RequestedVersion(request.requiredBucket(), request.requiredKey(), versionId);
    }

    /** Throws InvalidArgument if no version can have this ID. */
    public static void requireValidId(String argument, String versionId) {
        if (!VALID_ID.matcher(versionId).matches()) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A version ID must be null or 32 to 64 letters and digits.")
                    .argument(argument, versionId);
        }
    }

    /** Returns the version that {@code x-oss-copy-source} names. */
    public static RequestedVersion ofCopySource(OssRequest request) {
        String header = request.header(CopySource.HEADER);
        CopySource source = CopySource.parse(header == null ? "" : header);
        return new RequestedVersion(source.bucket(), source.key(), source.versionId());
    }

    /** Returns the object, or throws the error of OSS if there is no such version or it is a delete marker. */
    public ObjectInfo find(ObjectStore store) {
        ObjectVersion version = versionId == null ? store.newest(bucket, key) : store.version(bucket, key, versionId);
        if (version instanceof ObjectInfo info) {
            return info;
        }
        if (version instanceof DeleteMarker marker) {
            throw deleted(marker);
        }
        throw missing();
    }

    /** Opens the object, or throws as {@link #find} does. */
    public OpenObject open(ObjectStore store) throws IOException {
        OpenObject object = store.open(bucket, key, find(store).versionId());
        if (object == null) {
            throw missing();
        }
        return object;
    }

    private OssException missing() {
        return versionId == null
                ? noSuchKey(key)
                : OssErrorCode.NO_SUCH_VERSION.error().with("Key", key).with("VersionId", versionId);
    }

    private static OssException noSuchKey(String key) {
        return OssErrorCode.NO_SUCH_KEY.error().ec("0026-00000001").with("Key", key);
    }

    private OssException deleted(DeleteMarker marker) {
        OssException error = versionId == null
                ? noSuchKey(key)
                : OssErrorCode.METHOD_NOT_ALLOWED.error().withHeader("Allow", "DELETE");
        return error.withHeader(DELETE_MARKER, "true").withHeader(VERSION_ID, marker.versionId());
    }

    /** Adds the version ID to the response, unless the bucket has never had versions. */
    public static Response addVersionId(Response response, BucketInfo bucket, ObjectVersion version) {
        return bucket.versioning() == Versioning.OFF ? response : response.withHeader(VERSION_ID, version.versionId());
    }

    /** Adds the version ID of the source to the response of a copy, unless its bucket has never had versions. */
    public static Response addSourceVersionId(Response response, BucketInfo bucket, ObjectInfo source) {
        return bucket.versioning() == Versioning.OFF
                ? response
                : response.withHeader(SOURCE_VERSION_ID, source.versionId());
    }
}
