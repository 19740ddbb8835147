package oss_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

func TestStoresAnObject(t *testing.T) {
	ctx := context.Background()
	server, err := testcontainers.Run(ctx, "ghcr.io/osspresign/oss-dev-server:1.0.0-SNAPSHOT",
		testcontainers.WithCmd("--bucket", "demo"),
		testcontainers.WithExposedPorts("9000/tcp"),
		testcontainers.WithWaitStrategy(wait.ForHTTP("/").WithPort("9000/tcp").
			WithStatusCodeMatcher(func(status int) bool { return status == http.StatusForbidden })))
	testcontainers.CleanupContainer(t, server)
	if err != nil {
		t.Fatal(err)
	}
	endpoint, err := server.PortEndpoint(ctx, "9000/tcp", "http")
	if err != nil {
		t.Fatal(err)
	}
	client := oss.NewClient(oss.LoadDefaultConfig().
		WithCredentialsProvider(credentials.NewStaticCredentialsProvider("dev-access-key-id", "dev-access-key-secret")).
		WithRegion("cn-hangzhou").
		WithEndpoint(endpoint).
		WithUsePathStyle(true))

	_, err = client.PutObject(ctx, &oss.PutObjectRequest{
		Bucket: oss.Ptr("demo"), Key: oss.Ptr("hello.txt"), Body: strings.NewReader("hello")})
	if err != nil {
		t.Fatal(err)
	}

	result, err := client.GetObject(ctx, &oss.GetObjectRequest{Bucket: oss.Ptr("demo"), Key: oss.Ptr("hello.txt")})
	if err != nil {
		t.Fatal(err)
	}
	defer result.Body.Close()
	content, err := io.ReadAll(result.Body)
	if err != nil || string(content) != "hello" {
		t.Fatalf("read %q, %v", content, err)
	}
}
