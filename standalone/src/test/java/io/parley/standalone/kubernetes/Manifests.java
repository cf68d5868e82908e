package io.parley.standalone.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import org.yaml.snakeyaml.Yaml;

/**
 * Objects of Kubernetes, read by its own description of them.
 *
 * @param objects in the order in which they are applied
 */
record Manifests(List<KubernetesObject> objects) {

    private static final Map<String, Class<? extends KubernetesObject>> TYPES = Map.ofEntries(
            Map.entry("v1 Namespace", V1Namespace.class), Map.entry("v1 ServiceAccount", V1ServiceAccount.class),
            Map.entry("v1 Service", V1Service.class),
            Map.entry("v1 PersistentVolumeClaim", V1PersistentVolumeClaim.class),
            Map.entry("apps/v1 Deployment", V1Deployment.class), Map.entry("batch/v1 Job", V1Job.class),
            Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
            Map.entry("scheduling.k8s.io/v1 PriorityClass", V1PriorityClass.class));

    /**
     * Reads them.
     * @throws RuntimeException if one has a field that its kind has not, or lacks one
     */
    static Manifests of(String yaml) {
        List<KubernetesObject> objects = new ArrayList<>();
        for (Object document : new Yaml().loadAll(yaml)) {
            Map<?, ?> fields = (Map<?, ?>) document;
            String kind = fields.get("apiVersion") + " " + fields.get("kind");
            objects.add(JSON.deserialize(JSON.getGson().toJson(fields),
                    Objects.requireNonNull(TYPES.get(kind), "a kind that is not expected here: " + kind)));
        }
        return new Manifests(objects);
    }

    <T extends KubernetesObject> Stream<T> all(Class<T> type) {
        return this.objects.stream().filter(type::isInstance).map(type::cast);
    }

    /** What pods are made from, by the names of what makes them. */
    Stream<Map.Entry<String, V1PodTemplateSpec>> pods() {
        return Stream.concat(all(V1Deployment.class)
            .map((deployment) -> Map.entry(deployment.getMetadata().getName(), deployment.getSpec().getTemplate())),
                all(V1Job.class).map((job) -> Map.entry(job.getMetadata().getName(), job.getSpec().getTemplate())));
    }

    /** The labels of pods that a selector takes. */
    Stream<Map<String, String>> selected(Map<String, String> labels) {
        Map<String, String> wanted = Objects.requireNonNullElse(labels, Map.of());
        return pods().map((pod) -> pod.getValue().getMetadata().getLabels())
            .filter((has) -> has.entrySet().containsAll(wanted.entrySet()));
    }

}
