import { render } from 'preact';
import { Explorer } from './app';
import { Store } from './state/store';
import './style.css';

render(<Explorer store={new Store(window)} />, document.getElementById('app')!);
