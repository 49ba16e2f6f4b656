import { Stack, Switch, Text } from '@mantine/core';
import {
  type QueryKey,
  type UseQueryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useFaultText } from '../../shell/fault-text.ts';
import { notifyFailed } from '../../shell/notify.tsx';
import { Loaded } from '../loaded.tsx';

type Wanted<Topic extends string> = Record<Topic, boolean>;

type TopicSwitchesProps<Topic extends string, Key extends QueryKey> = {
  query: UseQueryOptions<Wanted<Topic>, Error, Wanted<Topic>, Key> & { queryKey: Key };
  set: (changed: Partial<Wanted<Topic>>) => Promise<Wanted<Topic>>;
  topics: readonly { topic: Topic; label: string; hint: string }[];
  /** What comes all the same. */
  always: string;
};

/** What of something one may do without: each is kept when it is switched. */
export function TopicSwitches<Topic extends string, Key extends QueryKey>(
  props: TopicSwitchesProps<Topic, Key>,
) {
  return (
    <Stack gap="xl">
      <Loaded query={useQuery(props.query)}>{(wanted) => <Switches {...props} wanted={wanted} />}</Loaded>
      <Text size="sm" c="dimmed">
        {props.always}
      </Text>
    </Stack>
  );
}

function Switches<Topic extends string, Key extends QueryKey>({
  query,
  set,
  topics,
  wanted,
}: TopicSwitchesProps<Topic, Key> & { wanted: Wanted<Topic> }) {
  const queryClient = useQueryClient();
  const faultText = useFaultText();
  const change = useMutation({
    mutationFn: set,
    onSuccess: (changed) => queryClient.setQueryData<Wanted<Topic>>(query.queryKey, changed),
    onError: (error) => notifyFailed(faultText(error)),
  });
  const shown = { ...wanted, ...(change.isPending && change.variables) };
  return (
    <Stack>
      {topics.map(({ topic, label, hint }) => (
        <Switch
          key={topic}
          size="md"
          label={label}
          description={hint}
          checked={shown[topic]}
          onChange={(event) =>
            change.mutate({ [topic]: event.currentTarget.checked } as Partial<Wanted<Topic>>)
          }
        />
      ))}
    </Stack>
  );
}
