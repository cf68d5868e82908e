package io.parley.standalone.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V2MetricSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Every overlay, rendered by kustomize and read as Kubernetes would. */
class ManifestsTest {

    private static final Path FOLDER = Path.of("../k8s");

    private static final Pattern PINNED = Pattern.compile("[a-z-]+:\\d+\\.\\d+(\\.\\d+)?");

    private static final Pattern SETTING = Pattern.compile("^\\| `((?:parley|spring)\\.\\S+)` \\|", Pattern.MULTILINE);

    @Test
    void aMisspeltFieldIsNoticed() {
        assertThatThrownBy(() -> Manifests.of("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {}, template:
                {spec: {containers: [{name: a, readynessProbe: {}}]}}}}""")).hasMessageContaining("readynessProbe");
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process", "bulk" })
    void everyPodIsBounded(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        assertThat(manifests.pods()).isNotEmpty().allSatisfy((pod) -> {
            V1PodSpec spec = pod.getValue().getSpec();
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            assertThat(spec.getEnableServiceLinks()).isFalse();
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(spec.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            Set<String> volumes = spec.getVolumes().stream().map(V1Volume::getName).collect(Collectors.toSet());
            assertThat(containers(spec)).allSatisfy((container) -> {
                assertThat(container.getImage()).matches(PINNED);
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory");
                assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory")
                    .containsEntry("memory", container.getResources().getLimits().get("memory"));
                if (!overlay.equals("overlays/dev")) {
                    // so that the kubelet may give the pod cores of its own
                    assertThat(container.getResources().getRequests()).isEqualTo(container.getResources().getLimits());
                }
                assertThat(container.getVolumeMounts().stream().map(V1VolumeMount::getName)).isSubsetOf(volumes);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process" })
    void whatServesIsAskedWhetherItDoes(String overlay) throws Exception {
        assertThat(Kustomize.build(overlay).all(V1Deployment.class)).isNotEmpty().allSatisfy((deployment) -> {
            V1Container container = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
            assertThat(container.getStartupProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(container.getReadinessProbe()).isNotNull();
            if (container.getReadinessProbe().getHttpGet() != null) {
                assertThat(container.getReadinessProbe().getHttpGet().getPath())
                    .isEqualTo("/actuator/health/readiness");
                assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
                assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints()).isNotEmpty();
                assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntValue())
                    .isZero();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process" })
    void aPodIsGivenTheTimeThatItsStopMayTake(String overlay) throws Exception {
        assertThat(Kustomize.build(overlay)
            .pods()
            .map(Map.Entry::getValue)
            .map((pod) -> pod.getSpec())
            .filter((spec) -> spec.getContainers().getFirst().getLifecycle() != null)).isNotEmpty()
            .allSatisfy((spec) -> {
                V1Container container = spec.getContainers().getFirst();
                String stop = environment(container).get("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE").getValue();
                assertThat(spec.getTerminationGracePeriodSeconds())
                    .isGreaterThanOrEqualTo(container.getLifecycle().getPreStop().getSleep().getSeconds()
                            + Long.parseLong(stop.replace("s", "")) + 5);
            });
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process" })
    void whatIsNamedIsThere(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        assertThat(manifests.all(V1Service.class)).isNotEmpty()
            .allSatisfy((service) -> assertThat(manifests.selected(service.getSpec().getSelector())).hasSize(1));
        assertThat(manifests.all(V1PodDisruptionBudget.class)).allSatisfy(
                (budget) -> assertThat(manifests.selected(budget.getSpec().getSelector().getMatchLabels())).hasSize(1));
        assertThat(manifests.all(V1NetworkPolicy.class)).isNotEmpty()
            .allSatisfy((policy) -> assertThat(manifests.selected(policy.getSpec().getPodSelector().getMatchLabels()))
                .as(policy.getMetadata().getName())
                .isNotEmpty());
        Set<String> deployments = names(manifests, V1Deployment.class);
        assertThat(manifests.all(V2HorizontalPodAutoscaler.class))
            .allSatisfy((scaler) -> assertThat(deployments).contains(scaler.getSpec().getScaleTargetRef().getName()));
        manifests.pods().map((pod) -> pod.getValue().getSpec()).forEach((spec) -> {
            assertThat(names(manifests, V1PriorityClass.class))
                .containsAll(Stream.ofNullable(spec.getPriorityClassName()).toList());
            assertThat(names(manifests, V1ServiceAccount.class))
                .containsAll(Stream.ofNullable(spec.getServiceAccountName()).toList());
            assertThat(names(manifests, V1PersistentVolumeClaim.class)).containsAll(claims(spec));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process" })
    void callersReachTheFrontAlone(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        assertThat(manifests.all(V1NetworkPolicy.class).map(V1NetworkPolicy::getSpec))
            .anySatisfy((policy) -> assertThat(policy.getPodSelector().getMatchLabels()).isNullOrEmpty());
        Set<Map<String, String>> open = manifests.all(V1NetworkPolicy.class)
            .map(V1NetworkPolicy::getSpec)
            .filter((policy) -> policy.getIngress() != null && policy.getIngress()
                .stream()
                .anyMatch((rule) -> rule.getFrom() == null || rule.getFrom().isEmpty()))
            .flatMap((policy) -> manifests.selected(policy.getPodSelector().getMatchLabels()))
            .collect(Collectors.toSet());
        assertThat(open).singleElement().satisfies((labels) -> assertThat(labels).containsKey("parley/front"));
    }

    /** But for the hub, whose addresses change. */
    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process" })
    void whatIsCalledIsNamed(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        List<V1NetworkPolicy> anywhere = manifests.all(V1NetworkPolicy.class)
            .filter((policy) -> policy.getSpec().getEgress() != null && policy.getSpec()
                .getEgress()
                .stream()
                .anyMatch((rule) -> rule.getTo() == null || rule.getTo().isEmpty()))
            .toList();
        assertThat(anywhere).singleElement().satisfies((policy) -> {
            assertThat(policy.getMetadata().getName()).isEqualTo("parley-fetches-models");
            assertThat(policy.getSpec().getEgress()).singleElement()
                .satisfies((rule) -> assertThat(rule.getPorts()).singleElement()
                    .satisfies((port) -> assertThat(port.getPort().getIntValue()).isEqualTo(443)));
            if (!overlay.equals("overlays/dev")) {
                assertThat(manifests.selected(policy.getSpec().getPodSelector().getMatchLabels())).singleElement()
                    .satisfies((labels) -> assertThat(labels).containsEntry("app.kubernetes.io/component", "models"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process" })
    void whoIsToldOfARedisReachesIt(String overlay) throws Exception {
        assertThat(Kustomize.build(overlay).pods().map(Map.Entry::getValue))
            .anySatisfy((pod) -> assertThat(pod.getMetadata().getLabels()).containsKey("parley/redis"))
            .allSatisfy((pod) -> assertThat(pod.getMetadata().getLabels().containsKey("parley/redis"))
                .isEqualTo(containers(pod.getSpec()).flatMap((container) -> environment(container).keySet().stream())
                    .anyMatch((name) -> name.endsWith("_REDIS"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process", "bulk" })
    void noPodLoadsNativeCodeThatAnotherCouldHaveWritten(String overlay) throws Exception {
        assertThat(Kustomize.build(overlay)
            .pods()
            .map(Map.Entry::getValue)
            .filter((pod) -> !"models".equals(component(pod)))
            .map(V1PodTemplateSpec::getSpec)
            .filter((spec) -> mounts(spec).containsKey("/models"))).isNotEmpty().allSatisfy((spec) -> {
                assertThat(mounts(spec)).containsKey("/models/cache");
                assertThat(spec.getVolumes())
                    .filteredOn((volume) -> volume.getName().equals(mounts(spec).get("/models/cache")))
                    .singleElement()
                    .satisfies((volume) -> assertThat(volume.getEmptyDir()).isNotNull());
            });
    }

    /** Of the container that serves, volumes by where they are. */
    private static Map<String, String> mounts(V1PodSpec spec) {
        return spec.getContainers()
            .getFirst()
            .getVolumeMounts()
            .stream()
            .collect(Collectors.toMap(V1VolumeMount::getMountPath, V1VolumeMount::getName));
    }

    @Test
    void theFirstTryFitsOnFourCores() throws Exception {
        double cores = Kustomize.build("overlays/dev")
            .pods()
            .map((pod) -> pod.getValue().getSpec())
            .mapToDouble((spec) -> Math.max(cores(spec.getContainers()),
                    Stream.ofNullable(spec.getInitContainers())
                        .flatMap(List::stream)
                        .mapToDouble((container) -> cores(List.of(container)))
                        .max()
                        .orElse(0)))
            .sum();
        assertThat(cores).isBetween(1.0, 4.0);
    }

    private static double cores(List<V1Container> containers) {
        return containers.stream()
            .mapToDouble((container) -> container.getResources().getRequests().get("cpu").getNumber().doubleValue())
            .sum();
    }

    /** PostgreSQL's own default is 100. */
    @ParameterizedTest
    @ValueSource(strings = { "overlays/prod", "overlays/one-process" })
    void allPodsTogetherOpenAHundredConnections(String overlay) throws Exception {
        Manifests manifests = Kustomize.build(overlay);
        int connections = manifests.all(V2HorizontalPodAutoscaler.class).mapToInt((scaler) -> {
            V1Deployment deployment = manifests.all(V1Deployment.class)
                .filter((one) -> one.getMetadata().getName().equals(scaler.getSpec().getScaleTargetRef().getName()))
                .findFirst()
                .orElseThrow();
            V1EnvVar each = environment(deployment.getSpec().getTemplate().getSpec().getContainers().getFirst())
                .get("PARLEY_DATABASE_CONNECTIONS");
            return scaler.getSpec().getMaxReplicas() * ((each != null) ? Integer.parseInt(each.getValue()) : 8);
        }).sum();
        assertThat(connections).isBetween(1, 100);
    }

    @Test
    void aJobThatIsDoneIsNotInTheWayOfTheNextImage() throws Exception {
        for (String overlay : List.of("overlays/prod", "overlays/one-process")) {
            assertThat(Kustomize.build(overlay).all(V1Job.class)).singleElement()
                .satisfies((job) -> assertThat(job.getSpec().getTtlSecondsAfterFinished()).isPositive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process", "bulk" })
    void everySettingIsOneThatTheDocumentationHas(String overlay) throws Exception {
        Set<String> settings = SETTING.matcher(Files.readString(Path.of("../docs/settings.md")))
            .results()
            .map((MatchResult row) -> row.group(1).replace(".", "_").replace("-", "").toUpperCase())
            .collect(Collectors.toSet());
        Set<String> named = Kustomize.build(overlay)
            .pods()
            .flatMap((pod) -> containers(pod.getValue().getSpec()))
            .flatMap((container) -> environment(container).keySet().stream())
            .filter((name) -> name.startsWith("PARLEY_") || name.startsWith("SPRING_"))
            // a map's entries are not listed one by one
            .map((name) -> name.replaceFirst("^(PARLEY_GATEWAY_SERVICES)_.*", "$1"))
            .map((name) -> name.startsWith("SPRING_") ? "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE" : name)
            .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty().isSubsetOf(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/dev", "overlays/prod", "overlays/one-process", "bulk" })
    void everySecretIsOneThatThePageSaysToMake(String overlay) throws Exception {
        String page = Files.readString(FOLDER.resolve("README.md"));
        assertThat(Kustomize.build(overlay)
            .pods()
            .flatMap((pod) -> containers(pod.getValue().getSpec()))
            .flatMap((container) -> environment(container).values().stream())
            .map(V1EnvVar::getValueFrom)
            .filter(Objects::nonNull)
            .map((source) -> source.getSecretKeyRef())).allSatisfy((secret) -> {
                assertThat(secret.getName()).isEqualTo("parley");
                assertThat(page).contains("--from-literal=" + secret.getKey() + "=");
            });
    }

    @ParameterizedTest
    @ValueSource(strings = { "overlays/prod", "overlays/one-process" })
    void replicasHaveOneSecretAndOneRedis(String overlay) throws Exception {
        Map<String, Set<String>> shared = Map.of("gateway",
                Set.of("PARLEY_IDENTITY_SECRET", "PARLEY_GATEWAY_LIMITS_REDIS"), "chat",
                Set.of("PARLEY_IDENTITY_SECRET", "PARLEY_CHAT_ANSWERS_REDIS"), "all",
                Set.of("PARLEY_IDENTITY_SECRET", "PARLEY_GATEWAY_LIMITS_REDIS", "PARLEY_CHAT_ANSWERS_REDIS"));
        assertThat(Kustomize.build(overlay).pods().map(Map.Entry::getValue))
            .filteredOn((pod) -> shared.containsKey(component(pod)))
            .isNotEmpty()
            .allSatisfy((pod) -> {
                assertThat(environment(pod.getSpec().getContainers().getFirst()).keySet())
                    .containsAll(shared.get(component(pod)));
                assertThat(pod.getMetadata().getLabels()).containsKey("parley/databases");
            });
    }

    private static String component(V1PodTemplateSpec pod) {
        return pod.getMetadata().getLabels().get("app.kubernetes.io/component");
    }

    @Test
    void autoscalersGoByWhatTheAdapterOffers() throws Exception {
        Set<String> offered = new HashSet<>();
        Map<String, List<Map<String, Map<String, String>>>> adapter = new Yaml()
            .load(Files.readString(FOLDER.resolve("monitoring/metrics-adapter.yaml")));
        adapter.get("rules").forEach((rule) -> offered.add(rule.get("name").get("as")));
        for (String overlay : List.of("overlays/prod", "overlays/one-process")) {
            assertThat(Kustomize.build(overlay)
                .all(V2HorizontalPodAutoscaler.class)
                .flatMap((scaler) -> scaler.getSpec().getMetrics().stream())
                .map(V2MetricSpec::getPods)
                .filter(Objects::nonNull)
                .map((pods) -> pods.getMetric().getName())).isNotEmpty().isSubsetOf(offered);
        }
    }

    @Test
    void theBulkJobHasAsManyIndexesAsShards() throws Exception {
        assertThat(Kustomize.build("bulk").all(V1Job.class)).singleElement().satisfies((job) -> {
            assertThat(job.getSpec().getCompletionMode()).isEqualTo("Indexed");
            assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
                .containsSequence("--shard", "$(JOB_COMPLETION_INDEX)/" + job.getSpec().getCompletions());
            assertThat(job.getSpec().getTemplate().getSpec().getPriorityClassName()).isEqualTo("parley-bulk");
        });
    }

    private static Stream<V1Container> containers(V1PodSpec spec) {
        return Stream.concat(spec.getContainers().stream(),
                Objects.requireNonNullElse(spec.getInitContainers(), List.<V1Container>of()).stream());
    }

    private static Map<String, V1EnvVar> environment(V1Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(V1EnvVar::getName, (variable) -> variable));
    }

    private static <T extends KubernetesObject> Set<String> names(Manifests manifests, Class<T> type) {
        return manifests.all(type).map((object) -> object.getMetadata().getName()).collect(Collectors.toSet());
    }

    private static List<String> claims(V1PodSpec spec) {
        return spec.getVolumes()
            .stream()
            .map(V1Volume::getPersistentVolumeClaim)
            .filter(Objects::nonNull)
            .map((claim) -> claim.getClaimName())
            .toList();
    }

}
