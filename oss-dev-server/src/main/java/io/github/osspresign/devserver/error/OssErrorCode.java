// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.error;

/** The error codes of the OSS API with the status and the message that OSS sends. */
public enum OssErrorCode {
    ACCESS_DENIED(403, "AccessDenied", "You have no right to access this object because of bucket acl."),
    ACCESS_FORBIDDEN(
            403,
            "AccessForbidden",
            // OSS has these spelling mistakes.
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request"
                    + " method / Access-Control-Request-Method or Access-Control-Requet-Headers are not whitelisted by"
                    + " the resource's CORS spec."),
    ACCESS_KEY_ID_AND_SECURITY_TOKEN_NOT_MATCH(
            403, "AccessKeyIdAndSecurityTokenNotMatch", "The access key id and the security token do not match."),
    APK_DOWNLOAD_FORBIDDEN(
            400,
            "ApkDownloadForbidden",
            "Apps cannot be downloaded from the default domain names without a signature in the header. Use a custom"
                    + " domain name."),
    ACCESS_MONITOR_DISABLE_NOT_ALLOWED(
            400, "AccessMonitorDisableNotAllowed", "A lifecycle rule needs the time of the last access."),
    BAD_REQUEST(400, "BadRequest", "The request is not valid."),
    BUCKET_ALREADY_EXISTS(
            409,
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system."
                    + " Please select a different name and try again."),
    BUCKET_NOT_EMPTY(409, "BucketNotEmpty", "The bucket has objects. Please delete them first."),
    CALLBACK_FAILED(203, "CallbackFailed", "The callback failed, though the object is stored."),
    CNAME_TOKEN_NOT_FOUND(404, "CnameTokenNotFound", "The token of the domain does not exist."),
    CONDITIONAL_HEADER_NOT_IMPLEMENTED(
            400, "NotImplemented", "A header you provided implies functionality that is not implemented."),
    ENTITY_TOO_LARGE(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size."),
    ENTITY_TOO_SMALL(400, "EntityTooSmall", "Your proposed upload smaller than the minimum allowed size."),
    FIELD_ITEM_TOO_LONG(400, "FieldItemTooLong", "Your form field is too long."),
    FILE_IMMUTABLE(409, "FileImmutable", "The object you specified is immutable."),
    FILE_ALREADY_EXISTS(
            409, "FileAlreadyExists", "The object you specified already exists and can not be overwritten."),
    INCORRECT_NUMBER_OF_FILES_IN_POST_REQUEST(
            400, "IncorrectNumberOfFilesInPOSTRequest", "POST requires exactly one file upload per request."),
    INTERNAL_ERROR(500, "InternalError", "Please contact the server administrator, oss@service.aliyun.com."),
    INVALID_ACCESS_KEY_ID(
            403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records."),
    INVALID_ARGUMENT(400, "InvalidArgument", "The argument you provided is not valid."),
    INVALID_BUCKET_NAME(400, "InvalidBucketName", "The specified bucket is not valid."),
    INVALID_DIGEST(400, "InvalidDigest", "The Content-MD5 you specified was invalid."),
    INVALID_ENCRYPTION_ALGORITHM(
            400,
            "InvalidEncryptionAlgorithmError",
            "The Encryption request you specified is not valid. Supported value: AES256/KMS/SM4."),
    INVALID_ENCRYPTION_REQUEST(
            400, "InvalidEncryptionRequest", "The metadata of the encryption by the client is not complete."),
    INVALID_LOCATION_CONSTRAINT(400, "InvalidLocationConstraint", "The specified location-constraint is not valid"),
    INVALID_OBJECT_NAME(400, "InvalidObjectName", "The specified object is not valid."),
    INVALID_OBJECT_STATE(403, "InvalidObjectState", "The operation is not valid for the object's state"),
    INVALID_PART(
            400,
            "InvalidPart",
            "One or more of the specified parts could not be found or the specified entity tag might not have matched the"
                    + " part's entity tag."),
    INVALID_PART_ORDER(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts list must specified in order by part number."),
    INVALID_POLICY_DOCUMENT(400, "InvalidPolicyDocument", "Invalid Policy."),
    INVALID_RANGE(416, "InvalidRange", "The requested range cannot be satisfied."),
    INVALID_REQUEST(400, "InvalidRequest", "The request is not valid."),
    INVALID_SECURITY_TOKEN(403, "InvalidSecurityToken", "The security token you provided is invalid."),
    INVALID_TARGET_BUCKET_FOR_LOGGING(
            400, "InvalidTargetBucketForLogging", "put bucket log requester is not target bucket owner."),
    INVALID_WORM_CONFIGURATION(400, "InvalidWORMConfiguration", "The WORM Configuration is not valid."),
    INVALID_TAG(400, "InvalidTag", "The tags of the object are not valid."),
    MALFORMED_POST_REQUEST(
            400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data."),
    MALFORMED_XML(
            400,
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema."),
    INVALID_TARGET_TYPE(400, "InvalidTargetType", "The symbolic link points to another symbolic link."),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
    MISSING_ARGUMENT(400, "MissingArgument", "Missing Some Required Arguments."),
    MISSING_CONTENT_LENGTH(411, "MissingContentLength", "You must provide the Content-Length HTTP header."),
    NEED_VERIFY_DOMAIN_OWNERSHIP(403, "NeedVerifyDomainOwnership", "The ownership of the domain needs to be verified."),
    NO_SUCH_ARCHIVE_DIRECT_READ_CONFIGURATION(
            404,
            "NoSuchArchiveDirectReadConfiguration",
            "The specified bucket does not have a configuration of direct read."),
    NO_SUCH_BUCKET(404, "NoSuchBucket", "The specified bucket does not exist."),
    NO_SUCH_BUCKET_QOS_INFO(404, "NoSuchBucketQosInfo", "The bucket has no limits."),
    NO_SUCH_BUCKET_POLICY(404, "NoSuchBucketPolicy", "The specified bucket does not have a bucket policy."),
    NO_SUCH_CORS_CONFIGURATION(404, "NoSuchCORSConfiguration", "The CORS Configuration does not exist."),
    NO_SUCH_INVENTORY(404, "NoSuchInventory", "The specified bucket does not have this inventory."),
    NO_SUCH_KEY(404, "NoSuchKey", "The specified key does not exist."),
    NO_SUCH_LIFECYCLE(404, "NoSuchLifecycle", "No Row found in Lifecycle Table."),
    NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE(
            404, "NoSuchServerSideEncryptionRule", "The server side encryption configuration was not found."),
    NO_SUCH_REGION(404, "NoSuchRegion", "The specified region does not exist."),
    NO_SUCH_TRANSFER_ACCELERATION_CONFIGURATION(
            404,
            "NoSuchTransferAccelerationConfiguration",
            "The specified bucket does not have a configuration of transfer acceleration."),
    NO_SUCH_WORM_CONFIGURATION(404, "NoSuchWORMConfiguration", "The WORM Configuration does not exist."),
    NO_SUCH_UPLOAD(
            404,
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
                    + " completed."),
    NO_SUCH_VERSION(404, "NoSuchVersion", "The specified version does not exist."),
    NO_SUCH_WEBSITE_CONFIGURATION(
            404, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration."),
    NOT_SYMLINK(400, "NotSymlink", "The object is not a symbolic link."),
    NOT_IMPLEMENTED(501, "NotImplemented", "This server does not implement what the request asks for."),
    OBJECT_NOT_APPENDABLE(409, "ObjectNotAppendable", "The object is not appendable."),
    OPERATION_NOT_SUPPORTED(400, "OperationNotSupported", "The operation is not supported for this resource"),
    PART_NOT_SEQUENTIAL(
            400, "PartNotSequential", "The parts of a sequential upload must arrive in the order of their numbers."),
    POSITION_NOT_EQUAL_TO_LENGTH(409, "PositionNotEqualToLength", "Position is not equal to file length"),
    PRECONDITION_FAILED(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold."),
    PUBLIC_ENDPOINT_FORBIDDEN(
            400,
            "PublicEndpointForbidden",
            "The public default domain of the bucket is closed for requests to objects. Use a custom domain name."),
    REQUEST_IS_NOT_MULTI_PART_CONTENT(
            400, "RequestIsNotMultiPartContent", "Bucket POST must be of the enclosure-type multipart/form-data."),
    REQUEST_TIMEOUT(
            400,
            "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the timeout period."
                    + " Idle connections will be closed."),
    REQUEST_TIME_TOO_SKEWED(
            403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large."),
    RESOURCE_GROUP_ID_PRE_CHECK_ERROR(400, "ResourceGroupIdPreCheckError", "The resource group id precheck error"),
    RESTORE_ALREADY_IN_PROGRESS(409, "RestoreAlreadyInProgress", "The restore operation is in progress."),
    SECURITY_TOKEN_EXPIRED(403, "SecurityTokenExpired", "The security token you provided has expired."),
    SIGNATURE_DOES_NOT_MATCH(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided."
                    + " Check your key and signing method."),
    SYMLINK_TARGET_NOT_EXIST(404, "SymlinkTargetNotExist", "The symlink target object does not exist"),
    WORM_CONFIGURATION_LOCKED(403, "WORMConfigurationLocked", "The WORM Configuration is locked.");

    private final int status;
    private final String code;
    private final String message;

    OssErrorCode(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** Returns the error with the message that OSS documents. */
    public OssException error() {
        return error(message);
    }

    /** Returns the error with a more specific message. */
    public OssException error(String specificMessage) {
        return new OssException(status, code, specificMessage);
    }
}
