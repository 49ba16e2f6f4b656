import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { isUnreachable } from './faults.ts';
import { reportReachable } from './reachability.ts';

export const accountKey = ['account'] as const;

// Before the browser takes the next event: what was pressed is busy by then, and a double click presses it once.
notifyManager.setScheduler(queueMicrotask);

export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => reportReachable(!isUnreachable(error));
  const onAnswer = () => reportReachable(true);
  return new QueryClient({
    queryCache: new QueryCache({
      onError,
      onSuccess: (_data, query) => {
        if (query.meta?.isProbe !== true) onAnswer();
      },
    }),
    mutationCache: new MutationCache({ onError, onSuccess: onAnswer }),
    defaultOptions: {
      queries: {
        // A browser that believes itself offline may still reach a server beside it: let the call decide.
        networkMode: 'always',
        staleTime: 15_000,
        // The client tries again by itself, with the patience that the API asks for.
        retry: false,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
